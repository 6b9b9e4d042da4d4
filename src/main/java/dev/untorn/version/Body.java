package dev.untorn.version;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.lease.Guard;
import java.nio.ByteBuffer;

/** Where a version's bytes are. Usable while a {@link Hold} on the version is open. */
public sealed interface Body {
  /** In private memory: a direct buffer; duplicate it before use. */
  record Memory(ByteBuffer bytes) implements Body {}

  /**
   * In a private file that no other program can write to, perhaps still being filled. {@code
   * source}, the copied file, shows changes; for an upstream's object it is the private file
   * itself.
   */
  record Sealed(LinuxFile file, CopyProgress copyProgress, LinuxFile source) implements Body {}

  /** In the live file; its lease keeps writers out while responses use it. */
  record Leased(Guard guard) implements Body {}

  /** In the live file, which any program may change. */
  record Live(LinuxFile file) implements Body {}

  /** Runs a task once a copy being made is over; at once if none is. */
  default void whenOver(Runnable task) {
    if (this instanceof Sealed sealed) {
      sealed.copyProgress.whenOver(task);
    } else {
      task.run();
    }
  }
}
