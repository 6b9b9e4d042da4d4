package dev.untorn.origin.proxy.part;

/** What one response wants of a body. Guarded by the runs. */
public final class Demand {
  /** Fetched at once for a response that goes on: the first may be the only bytes it is read. */
  private static final long SPAN_MIN_BYTES = 4L << 20;

  /** One request for each is enough to use a connection well. */
  private static final long SPAN_MAX_BYTES = 64L << 20;

  private long first;
  private long from;
  private long end;
  private long plannedBytes;

  public void wants(long newFirst, long newFrom, long newEnd) {
    first = newFirst;
    from = newFrom;
    end = newEnd;
  }

  /** Where the stretch begins, with all of which its bytes are to be joined. */
  public long first() {
    return first;
  }

  /** Its first byte that is not sent yet. */
  public long from() {
    return from;
  }

  /** Exclusive. */
  public long end() {
    return end;
  }

  /** How much is fetched next: the more it has read, the more it will. */
  public long spanBytes() {
    return Math.clamp(plannedBytes, SPAN_MIN_BYTES, SPAN_MAX_BYTES);
  }

  public void planned(long bytes) {
    plannedBytes += bytes;
  }
}
