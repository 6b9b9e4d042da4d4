package dev.untorn.linux.file;

import java.util.concurrent.TimeUnit;

/**
 * Ranges of files that one thread recently found in the page cache. They count as warm for a while,
 * because the kernel drops pages in use last.
 */
final class WarmRanges {
  private static final ThreadLocal<WarmRanges> OWN = ThreadLocal.withInitial(WarmRanges::new);

  private static final long BELIEVED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** 128 KiB; usually more than are checked in that time. Others are checked again. */
  private static final int STRETCHES_MAX = 4096;

  /** Of one range: the file, its start, its end, and when it was found. */
  private static final int FIELDS = 4;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long[] found = new long[STRETCHES_MAX * FIELDS];

  /** The ranges of the calling thread. */
  static WarmRanges own() {
    return OWN.get();
  }

  boolean contains(long file, long from, long until) {
    int at = place(file, from, until);
    return found[at] == file
        && found[at + 1] == from
        && found[at + 2] == until
        && System.nanoTime() - found[at + 3] < BELIEVED_NANOS;
  }

  void add(long file, long from, long until) {
    int at = place(file, from, until);
    found[at] = file;
    found[at + 1] = from;
    found[at + 2] = until;
    found[at + 3] = System.nanoTime();
  }

  private static int place(long file, long from, long until) {
    long mixed = ((file * 31 + from) * 31 + until) * GOLDEN;
    return ((int) (mixed >>> 32) & STRETCHES_MAX - 1) * FIELDS;
  }
}
