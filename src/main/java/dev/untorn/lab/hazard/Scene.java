package dev.untorn.lab.hazard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of one trial; closing it removes them.
 *
 * @param file of old bytes, to be handed over and changed
 * @param other of new bytes, on the same filesystem, for changes that take a file
 * @param newBytes for the others, in memory fit for O_DIRECT
 */
record Scene(Path file, Path other, ByteBuffer newBytes, long sizeBytes) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(other);
  }
}
