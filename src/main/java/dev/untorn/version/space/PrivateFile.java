package dev.untorn.version.space;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.StoreObserver.SealKind;
import dev.untorn.version.space.Budget.Reservation;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A file that only this process can reach, with the room it takes until it is closed.
 *
 * @param disposal runs the closing: to free gigabytes of blocks takes seconds, and the last user
 *     may be an event loop
 */
public record PrivateFile(
    LinuxFile file, SealKind kind, Reservation room, Consumer<LinuxFile> closing, Executor disposal)
    implements AutoCloseable {
  /** Gives the file and its room back. Idempotent. */
  @Override
  public void close() {
    room.close();
    disposal.execute(() -> closing.accept(file));
  }
}
