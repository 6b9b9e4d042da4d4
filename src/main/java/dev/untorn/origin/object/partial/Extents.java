package dev.untorn.origin.object.partial;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes of a body are there. Each extent is of one version, as far as that was compared; two
 * that touch stay apart until the bytes around their join were. Thread-safe; never blocks.
 */
public final class Extents {
  /** Ranges are fetched and noted in units of this size: most requests for a part need one. */
  public static final long UNIT_BYTES = 1 << 20;

  /** Bytes of one version, without a gap. Its fields are guarded by the extents. */
  public static final class Extent {
    private long from;
    private long to;

    /** Up to here its units are complete, or what brought it has ended as announced. */
    private long settled;

    private Extent(long at) {
      from = at;
      to = at;
      settled = at;
    }
  }

  /** A stretch of bytes; {@code to} is exclusive. */
  public record Stretch(long from, long to) {}

  private final NavigableMap<Long, Extent> byStart = new TreeMap<>();

  /** The unit's beginning. */
  public static long floor(long offset) {
    return offset / UNIT_BYTES * UNIT_BYTES;
  }

  /** The end of the unit of the byte before. */
  public static long ceiling(long offset) {
    return offset > Long.MAX_VALUE - UNIT_BYTES ? offset : floor(offset + UNIT_BYTES - 1);
  }

  /** A new one. Nothing is there at this offset. */
  public synchronized Extent open(long from, long to) {
    Extent opened = new Extent(from);
    byStart.put(from, opened);
    grow(opened, to);
    return opened;
  }

  /** Bytes that are there already, and settled. */
  public synchronized void add(long from, long to) {
    settle(open(from, to));
  }

  /** The one whose last byte is before this offset. */
  public synchronized Optional<Extent> endingAt(long offset) {
    Map.Entry<Long, Extent> before = byStart.lowerEntry(offset);
    return before != null && before.getValue().to == offset
        ? Optional.of(before.getValue())
        : Optional.empty();
  }

  /** It has the bytes up to here. */
  public synchronized void grow(Extent extent, long to) {
    extent.to = to;
    extent.settled = Math.max(extent.settled, floor(to));
  }

  /** What brought its last bytes ended as it was announced. */
  public synchronized void settle(Extent extent) {
    extent.settled = extent.to;
  }

  /** The bytes on both sides were compared. Does nothing if nothing touches there. */
  public synchronized void join(long at) {
    Extent right = byStart.get(at);
    Map.Entry<Long, Extent> left = byStart.lowerEntry(at);
    if (right != null && left != null && left.getValue().to == at) {
      byStart.remove(at);
      right.from = left.getKey();
      byStart.put(right.from, right);
    }
  }

  /** Up to where bytes follow an offset without a gap; the offset itself if it is not there. */
  public synchronized long availableFrom(long offset) {
    Extent extent = at(offset);
    return extent == null ? offset : extent.to;
  }

  /** Likewise, up to where a part of the body may end. */
  public synchronized long settledFrom(long offset) {
    Extent extent = at(offset);
    return extent == null ? offset : Math.max(offset, extent.settled);
  }

  private @Nullable Extent at(long offset) {
    Map.Entry<Long, Extent> entry = byStart.floorEntry(offset);
    return entry != null && offset < entry.getValue().to ? entry.getValue() : null;
  }

  /** Where the extent of the byte before an offset begins; the offset itself if none has it. */
  public synchronized long startOf(long offset) {
    Map.Entry<Long, Extent> entry = byStart.lowerEntry(offset);
    return entry != null && offset <= entry.getValue().to ? entry.getKey() : offset;
  }

  /** Where the next one begins, at this offset or behind it; the largest long if none does. */
  public synchronized long nextFrom(long offset) {
    Map.Entry<Long, Extent> entry = byStart.ceilingEntry(offset);
    return entry == null ? Long.MAX_VALUE : entry.getKey();
  }

  /** Where the last one ends that begins before this offset; 0 if none does. */
  public synchronized long endBefore(long offset) {
    Map.Entry<Long, Extent> entry = byStart.lowerEntry(offset);
    return entry == null ? 0 : entry.getValue().to;
  }

  /** Whether all of a body is there, and settled. */
  public synchronized boolean isWhole(long lengthBytes) {
    if (lengthBytes == 0) {
      return byStart.isEmpty();
    }
    Extent first = byStart.get(0L);
    return first != null && first.settled == lengthBytes;
  }

  /** How many bytes are there. */
  public synchronized long bytes() {
    return byStart.values().stream().mapToLong(each -> each.to - each.from).sum();
  }

  /** Where the last one ends. */
  public synchronized long end() {
    Map.Entry<Long, Extent> last = byStart.lastEntry();
    return last == null ? 0 : last.getValue().to;
  }

  /** All of them, in their order. */
  public synchronized List<Stretch> all() {
    return byStart.values().stream().map(each -> new Stretch(each.from, each.to)).toList();
  }
}
