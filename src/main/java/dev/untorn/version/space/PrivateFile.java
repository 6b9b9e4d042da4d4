package dev.untorn.version.space;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.StoreObserver.SealKind;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A file that only this process can reach, with the room it takes until it is closed. */
public final class PrivateFile implements AutoCloseable {
  private final LinuxFile file;
  private final SealKind kind;
  private final Reservation room;
  private final Consumer<LinuxFile> closing;
  private final Executor disposal;

  /**
   * One that owns a file and its room.
   *
   * @param closing closes the file
   * @param disposal runs that: to give gigabytes of blocks back takes seconds, and the last who
   *     uses it may be an event loop
   */
  PrivateFile(
      LinuxFile file,
      SealKind kind,
      Reservation room,
      Consumer<LinuxFile> closing,
      Executor disposal) {
    this.file = file;
    this.kind = kind;
    this.room = room;
    this.closing = closing;
    this.disposal = disposal;
  }

  public LinuxFile file() {
    return file;
  }

  public SealKind kind() {
    return kind;
  }

  /** Gives the file and its room back. Idempotent. */
  @Override
  public void close() {
    room.close();
    disposal.execute(() -> closing.accept(file));
  }
}
