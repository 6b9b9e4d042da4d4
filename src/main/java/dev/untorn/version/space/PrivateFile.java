package dev.untorn.version.space;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.StoreObserver.SealKind;
import dev.untorn.version.space.Budget.Reservation;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A file that only this process can reach, with its reserved room. Closes on another thread:
 * freeing gigabytes takes seconds, and the last user may be an event loop.
 */
public record PrivateFile(
    LinuxFile file, SealKind kind, Reservation room, Consumer<LinuxFile> closing, Executor disposal)
    implements AutoCloseable {
  /** Frees the file and its room. Idempotent. */
  @Override
  public void close() {
    room.close();
    disposal.execute(() -> closing.accept(file));
  }
}
