package dev.untorn.origin;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all listings that are being read or sent may hold in memory: clients that read slowly must
 * not fill it. Thread-safe.
 */
public final class ListingMemory {
  /** An entry with its name: measured some 90 bytes, and the name. */
  private static final int ENTRY_BYTES = 100;

  /** Small listings are not counted: they are made and sent at once. */
  private static final int STEP_BYTES = 64 * 1024;

  /** Listings may take this share of the heap. */
  private static final int HEAP_SHARE = 8;

  private final long maxBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  public ListingMemory(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** As much as the heap allows: half a million entries of 512 MiB. */
  public static ListingMemory ofThisProcess() {
    return new ListingMemory(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /** A listing's share, to be given back. Used by one thread at a time. */
  public final class Charge implements AutoCloseable {
    private long neededBytes;
    private long chargedBytes;
    private boolean closed;

    /** Whether there is room for one more entry. */
    public boolean add(String name) {
      neededBytes += ENTRY_BYTES + name.length();
      if (neededBytes <= chargedBytes) {
        return true;
      }
      if (usedBytes.addAndGet(STEP_BYTES) > maxBytes) {
        usedBytes.addAndGet(-STEP_BYTES);
        return false;
      }
      chargedBytes += STEP_BYTES;
      return true;
    }

    /** Whether the listing would not fit even alone. */
    public boolean isTooLarge() {
      return chargedBytes + STEP_BYTES > maxBytes;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        usedBytes.addAndGet(-chargedBytes);
      }
    }
  }

  public Charge charge() {
    return new Charge();
  }

  public long usedBytes() {
    return usedBytes.get();
  }
}
