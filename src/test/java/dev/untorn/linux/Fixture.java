package dev.untorn.linux;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Small steps that the tests of this package share. */
public final class Fixture {
  private Fixture() {}

  public static LinuxFile directory(Path path) {
    return file(LinuxFile.openDirectory(path));
  }

  public static LinuxFile open(Path directory, String name) {
    try (LinuxFile root = directory(directory)) {
      return file(root.openBeneath(name, LinuxFile.Symlinks.FOLLOWED, LinuxFile.Walk.ANY));
    }
  }

  public static LinuxFile file(Opened opened) {
    return switch (opened) {
      case Opened.File(LinuxFile file) -> file;
      case Opened.Failed failed -> throw new AssertionError(failed);
    };
  }

  /** Bytes that repeat nowhere near, the same for the same size. */
  public static byte[] bytes(int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    new Random(sizeBytes).nextBytes(bytes);
    return bytes;
  }

  public static byte[] read(LinuxFile file, int sizeBytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(sizeBytes);
    int read;
    do {
      read = file.pread(buffer, buffer.position());
    } while (read > 0 && buffer.hasRemaining());
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    return bytes;
  }

  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain: " + what);
      }
      Thread.onSpinWait();
    }
  }
}
