package dev.untorn.linux.file;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor whose owner may close it while others use it: closed after the last use.
 * Thread-safe.
 */
public final class SharedFile implements AutoCloseable {
  private final LinuxFile file;
  private final AtomicInteger users = new AtomicInteger(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Owns a file, with one user: the owner. */
  public SharedFile(LinuxFile file) {
    this.file = file;
  }

  /** Uses the file; returns {@code closed} once it is closed. */
  public <T> T use(Function<LinuxFile, T> use, T closed) {
    LinuxFile open = tryUse();
    if (open == null) {
      return closed;
    }
    try {
      return use.apply(open);
    } finally {
      endUse();
    }
  }

  /** Begins a use; null if the file is closed. Call {@link #endUse} afterwards. */
  public @Nullable LinuxFile tryUse() {
    int count = users.get();
    while (count > 0) {
      if (users.compareAndSet(count, count + 1)) {
        return file;
      }
      count = users.get();
    }
    return null;
  }

  public void endUse() {
    if (users.decrementAndGet() == 0) {
      file.close();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      endUse();
    }
  }
}
