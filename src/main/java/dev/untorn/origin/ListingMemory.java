package dev.untorn.origin;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the heap that all listings take while they are read or sent: slow clients must not exhaust
 * it. Thread-safe.
 */
public final class ListingMemory {
  /** An entry: measured some 90 bytes, and its name. */
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

  /** Half a million entries in a heap of 512 MiB. */
  public static ListingMemory ofThisProcess() {
    return new ListingMemory(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /** Memory that whoever has this uses until it is closed, which is idempotent. */
  @FunctionalInterface
  public interface Use extends AutoCloseable {
    @Override
    void close();
  }

  /** The memory of one listing, until closed. Used by one thread at a time. */
  public final class Charge implements Use {
    private long neededBytes;
    private long chargedBytes;
    private boolean closed;

    /** Adds an entry; false if there is no room for it. */
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
