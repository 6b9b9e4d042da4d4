package dev.untorn.lab.mount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A temporary directory that a server serves, and the path by which writers reach its files.
 *
 * @param temporary contains both others; {@link #close} deletes it
 * @param served equals {@code behind} unless it is a mount
 */
public record Mount(Path temporary, Path served, Path behind) implements AutoCloseable {
  /** A process just being started briefly holds a copy of every descriptor. */
  private static final long BUSY_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The writers' path of a served file; other files are returned unchanged. */
  public Path behind(Path file) {
    return file.startsWith(served) ? behind.resolve(served.relativize(file)) : file;
  }

  @Override
  public void close() throws IOException {
    try {
      if (!served.equals(behind)) {
        unmount();
      }
    } finally {
      delete(temporary);
    }
  }

  private void unmount() throws IOException {
    long deadline = System.nanoTime() + BUSY_NANOS_MAX;
    while (true) {
      try {
        SystemTool.run("umount " + served);
        return;
      } catch (IOException busy) {
        if (System.nanoTime() - deadline > 0) {
          SystemTool.run("umount --lazy " + served);
          throw busy;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> below = Files.walk(directory)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
