package dev.untorn.version;

import dev.untorn.linux.file.Lease;

/** Hears what a store does. Called on worker threads; must not block. */
public interface StoreObserver {
  /** Where a private copy was made. */
  enum SealKind {
    MEMORY,
    CLONE,
    UNNAMED_FILE,
    MEMFD
  }

  /** A version was sealed. */
  void sealed(SealKind kind, Proof proof, long sizeBytes, long nanos);

  /** A seal was given up. */
  void sealBroken(SealKind kind, SealFailure why);

  /** Why a seal was given up. */
  enum SealFailure {
    /** A writer waited as long as it may. */
    WRITER_WAITED,
    /** The file changed, or became shorter, while it was copied. */
    CHANGED,
    /** No space, or an error of the disk. */
    FAILED
  }

  /** No lease was granted. */
  void leaseRefused(Lease.Refusal why);

  /** A writer waited in its open until a lease was released; at most this long. */
  void writerHeld(long nanos);

  /** What became of a leased version when a writer came. */
  enum BreakEnd {
    /** Nobody used it: the writer went on at once. */
    NOTHING,
    /** A clone took its place. */
    CLONED,
    /** A copy took its place. */
    COPIED,
    /** Clients were cut: too slow for the writer, or nothing could be copied for them. */
    CLIENT_RESET
  }

  /** A writer waited for a leased version, until {@code heldNanos} after that was noticed. */
  void leaseBroken(BreakEnd how, long heldNanos);

  /** Bytes were copied because a writer came. */
  void copiedForWriter(long bytes);

  /** A leased version was copied before a writer came. */
  void promoted(long bytes);

  /** A version was dropped to make room. */
  void evicted();
}
