package dev.untorn.origin.object.evict;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How often each key was requested of late, also keys whose objects are not stored any more: a
 * count-min sketch whose counters are halved now and then (TinyLFU, arXiv:1512.00727). Keys that
 * collide are counted too often, none too seldom. Thread-safe; never blocks for long.
 */
public final class RequestCounts {
  /** Of 4 bits: who was requested this often is in no danger. */
  private static final int COUNT_MAX = 15;

  private static final int COUNT_BITS = 4;

  /** A key has a counter in each; the least one says how often it was requested. */
  private static final int ROWS = 4;

  /** In a word: one for each row and two bits of the hash. */
  private static final int ROW_COUNTERS = Long.SIZE / COUNT_BITS / ROWS;

  private static final int SIZE_MIN_WORDS = 1 << 10;

  /** For more objects than this, 64 MiB must do: they are counted less exactly. */
  private static final int SIZE_MAX_WORDS = 1 << 23;

  /** Counts are halved after this many requests for each object. */
  private static final int PERIOD = 20;

  /** In a store of fewer, chance would say too much. */
  private static final int OBJECTS_MIN = 64;

  /** Requests between looks at the number of objects. */
  private static final int LOOK_EVERY = 256;

  private static final long HALVED = 0x7777_7777_7777_7777L;

  /** Odd, so that each row takes other bits of a hash (multiplicative hashing). */
  private static final long[] SEEDS = {
    0x9e37_79b9_7f4a_7c15L, 0xbf58_476d_1ce4_e5b9L, 0x94d0_49bb_1331_11ebL, 0xd6e8_feb8_6659_fd93L
  };

  private final LongSupplier objects;
  private final ReentrantLock lock = new ReentrantLock();
  private long[] words = new long[SIZE_MIN_WORDS];
  private long requests;
  private int unlooked;

  /** {@code objects} says how many are stored. */
  public RequestCounts(LongSupplier objects) {
    this.objects = objects;
  }

  /** Counts a request; {@code hash} is a good one of its key. */
  public void add(long hash) {
    lock.lock();
    try {
      count(hash);
      if (++unlooked == LOOK_EVERY) {
        unlooked = 0;
        look();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Counts a request, but not while somebody else counts: never blocks. */
  public void tryAdd(long hash) {
    if (lock.tryLock()) {
      try {
        count(hash);
      } finally {
        lock.unlock();
      }
    }
  }

  private void count(long hash) {
    for (int row = 0; row < ROWS; row++) {
      int shift = shift(hash, row);
      int word = word(hash, row);
      if ((words[word] >>> shift & COUNT_MAX) < COUNT_MAX) {
        words[word] += 1L << shift;
      }
    }
    requests++;
  }

  private void look() {
    long stored = objects.getAsLong();
    while (words.length < Math.min(stored, SIZE_MAX_WORDS)) {
      // The new half begins as a copy: a hash's bit more then finds what was counted without it.
      int size = words.length;
      words = Arrays.copyOf(words, 2 * size);
      System.arraycopy(words, 0, words, size, size);
    }
    if (requests >= PERIOD * Math.max(stored, OBJECTS_MIN)) {
      requests /= 2;
      for (int i = 0; i < words.length; i++) {
        words[i] = words[i] >>> 1 & HALVED;
      }
    }
  }

  /** How often, at most {@value #COUNT_MAX} times. */
  public int of(long hash) {
    lock.lock();
    try {
      int least = COUNT_MAX;
      for (int row = 0; row < ROWS; row++) {
        least = (int) Math.min(least, words[word(hash, row)] >>> shift(hash, row) & COUNT_MAX);
      }
      return least;
    } finally {
      lock.unlock();
    }
  }

  /** The memory it takes. */
  public long sizeBytes() {
    lock.lock();
    try {
      return (long) words.length * Long.BYTES;
    } finally {
      lock.unlock();
    }
  }

  private int word(long hash, int row) {
    return (int) ((hash * SEEDS[row]) >>> Integer.SIZE) & (words.length - 1);
  }

  private static int shift(long hash, int row) {
    int counter = (int) (hash >>> (2 * row)) & (ROW_COUNTERS - 1);
    return (row * ROW_COUNTERS + counter) * COUNT_BITS;
  }
}
