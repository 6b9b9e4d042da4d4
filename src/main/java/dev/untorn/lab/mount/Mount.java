package dev.untorn.lab.mount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A directory for a server, and the same directory for writers. */
public final class Mount implements AutoCloseable {
  /** A program that is just being started has a copy of every descriptor for a moment. */
  private static final long BUSY_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path served;
  private final Path behind;

  /** All that was made for it; empty if it is no mount. */
  private final List<Path> made;

  Mount(Path served, Path behind, List<Path> made) {
    this.served = served;
    this.behind = behind;
    this.made = made;
  }

  /** What a server serves. */
  public Path served() {
    return served;
  }

  /** Where writers find a file of the served directory; other files stay where they are. */
  public Path behind(Path file) {
    return file.startsWith(served) ? behind.resolve(served.relativize(file)) : file;
  }

  @Override
  public void close() throws IOException {
    if (made.isEmpty()) {
      return;
    }
    long deadline = System.nanoTime() + BUSY_NANOS_MAX;
    while (true) {
      try {
        Tool.run("umount " + served);
        break;
      } catch (IOException busy) {
        if (System.nanoTime() - deadline > 0) {
          Tool.run("umount --lazy " + served);
          throw busy;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
    deleteAll();
  }

  void deleteAll() throws IOException {
    for (Path directory : made) {
      try (Stream<Path> below = Files.walk(directory)) {
        for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
