package dev.untorn.version;

import dev.untorn.linux.file.Lease;

/** Observes a store. Called on worker threads; must not block. */
public interface StoreObserver {
  enum SealKind {
    MEMORY,
    CLONE,
    UNNAMED_FILE,
    MEMFD
  }

  void sealed(SealKind kind, Proof proof, long sizeBytes, long nanos);

  void sealBroken(SealKind kind, SealFailure why);

  enum SealFailure {
    /** A writer waited as long as allowed. */
    WRITER_WAITED,
    /** The file changed, or became shorter, while it was copied. */
    CHANGED,
    /** No space, or an error of the disk. */
    FAILED
  }

  void leaseRefused(Lease.Refusal why);

  /** A writer waited in its open until a lease was released; at most this long. */
  void writerHeld(long nanos);

  /** What happened to a leased version when a writer came. */
  enum BreakEnd {
    /** Nobody used it: the writer continued at once. */
    NOTHING,
    /** A clone replaced it. */
    CLONED,
    /** A copy replaced it. */
    COPIED,
    /** Clients were cut: they were too slow for the writer, or copying failed. */
    CLIENT_RESET
  }

  /** A writer waited for a leased version, for {@code heldNanos} since it was noticed. */
  void leaseBroken(BreakEnd how, long heldNanos);

  void copiedForWriter(long bytes);

  /** A leased version was copied before a writer came. */
  void promoted(long bytes);

  void evicted();
}
