package dev.untorn.version;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Opened;
import dev.untorn.linux.Space;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An unnamed file for the next large copy that a writer may wait for, with its pages in memory
 * already. A copy into them takes no longer than its bytes; into fresh pages, fifteen times as long
 * on a virtual machine that gives free memory back to its host. Thread-safe.
 */
final class Spares implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spares.class);

  /** Memory that is worth being kept for a writer who may never come. */
  private static final long SIZE_MAX_BYTES = 64 * 1024 * 1024;

  private static final int ZEROS_SIZE_BYTES = 256 * 1024;

  private record Spare(LinuxFile file, long sizeBytes) {}

  private final Spool spool;
  private final Room room;
  private Optional<Spare> spare = Optional.empty();
  private boolean preparing;
  private boolean closed;

  Spares(Spool spool, Room room) {
    this.spool = spool;
    this.room = room;
  }

  /**
   * A file of this size, whose bytes are to be overwritten, already charged to the budget of the
   * disk; null when there is none so large.
   */
  @Nullable LinuxFile take(long sizeBytes) {
    Spare taken;
    synchronized (this) {
      if (spare.isEmpty() || spare.get().sizeBytes() < sizeBytes) {
        return null;
      }
      taken = spare.get();
      spare = Optional.empty();
    }
    try {
      Space.cut(taken.file(), sizeBytes);
    } catch (KernelException e) {
      LOG.debug("a spare file cannot be cut", e);
      giveBack(taken);
      return null;
    }
    room.leaveDisk(taken.sizeBytes() - sizeBytes);
    return taken.file();
  }

  /** Has one ready for a copy of this size, unless that is too large or the disk full. Blocks. */
  void prepare(long sizeBytes) {
    if (sizeBytes > SIZE_MAX_BYTES || !begins(sizeBytes)) {
      return;
    }
    Optional<Spare> made = Optional.empty();
    try {
      made = make(sizeBytes);
    } finally {
      ended(made);
    }
  }

  private synchronized boolean begins(long sizeBytes) {
    boolean begins =
        !closed && !preparing && spare.map(ready -> ready.sizeBytes() < sizeBytes).orElse(true);
    preparing |= begins;
    return begins;
  }

  /** Without making room: that would drop what somebody may ask for. */
  private Optional<Spare> make(long sizeBytes) {
    if (!room.onFreeDisk(sizeBytes)) {
      return Optional.empty();
    }
    if (!(spool.roomFor(sizeBytes) instanceof Opened.File(LinuxFile file))) {
      room.leaveDisk(sizeBytes);
      return Optional.empty();
    }
    Spare made = new Spare(file, sizeBytes);
    try {
      fill(made);
      return Optional.of(made);
    } catch (IOException e) {
      LOG.debug("a spare file cannot be filled", e);
      giveBack(made);
      return Optional.empty();
    }
  }

  private static void fill(Spare made) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS_SIZE_BYTES);
    for (long at = 0; at < made.sizeBytes(); at += ZEROS_SIZE_BYTES) {
      zeros.clear().limit((int) Math.min(ZEROS_SIZE_BYTES, made.sizeBytes() - at));
      made.file().pwrite(zeros, at);
    }
  }

  private void ended(Optional<Spare> made) {
    Optional<Spare> unused = made;
    synchronized (this) {
      preparing = false;
      if (!closed && made.isPresent()) {
        unused = spare;
        spare = made;
      }
    }
    unused.ifPresent(this::giveBack);
  }

  private void giveBack(Spare unused) {
    room.leaveDisk(unused.sizeBytes());
    unused.file().close();
  }

  @Override
  public void close() {
    Optional<Spare> unused;
    synchronized (this) {
      closed = true;
      unused = spare;
      spare = Optional.empty();
    }
    unused.ifPresent(this::giveBack);
  }
}
