package dev.untorn.origin.proxy.part;

import dev.untorn.origin.object.partial.Extents;
import dev.untorn.semantics.ContentRange;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.Ranges;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The part of an object that a request wants first, while nothing of it is stored.
 *
 * @param first empty if it wants the last bytes
 * @param last inclusive; empty if it wants all that follow. Or how many of the last bytes it wants
 */
public record WantedPart(OptionalLong first, OptionalLong last) {
  /** The whole comes as far in about the time that another request would take. */
  private static final long FAR_BYTES = Planning.NEAR_BYTES;

  /** An object of so many bytes is fetched whole: all of it comes soon. */
  private static final long SMALL_BYTES = Planning.NEAR_BYTES;

  /** Who wants more than this of the beginning is taken for one who wants the whole. */
  private static final long BEGINNING_MAX_BYTES = 64L << 20;

  /** No object begins further on; sums with it do not overflow. */
  private static final long FIRST_MAX = Long.MAX_VALUE / 2;

  /** Fetched at first for who wants all that follows: many read some of it, and go elsewhere. */
  private static final long SPAN_BYTES = 4L << 20;

  /**
   * What a request wants that is fetched alone: so far from the first byte, or with an end so near.
   * If it wants several parts, the first of them: then it has the others already.
   */
  public static Optional<WantedPart> of(Fields request) {
    String field = request.single("Range");
    return field == null
        ? Optional.empty()
        : Ranges.firstOf(field)
            .filter(range -> isFar(range.first()) || isBounded(range) || isOneOfSeveral(range))
            .map(range -> new WantedPart(range.first(), range.last()));
  }

  private static boolean isFar(OptionalLong first) {
    return first.isEmpty() || (first.getAsLong() >= FAR_BYTES && first.getAsLong() <= FIRST_MAX);
  }

  private static boolean isBounded(Ranges.Requested range) {
    return range.first().isPresent()
        && range.first().getAsLong() < FAR_BYTES
        && range.last().isPresent()
        && range.last().getAsLong() < range.first().getAsLong() + BEGINNING_MAX_BYTES;
  }

  private static boolean isOneOfSeveral(Ranges.Requested range) {
    return range.count() > 1 && range.first().orElse(0) <= FIRST_MAX;
  }

  /** Whether an object is so small that it is fetched whole. */
  public static boolean isSmall(long totalBytes) {
    return totalBytes <= SMALL_BYTES;
  }

  /** Whether an object that ends before it is small. */
  public boolean isInFirstBytes() {
    return first.isPresent() && first.getAsLong() < FAR_BYTES;
  }

  /** The value of Range for it: whole units. */
  public String range() {
    if (first.isEmpty()) {
      return "bytes=-" + Math.max(last.getAsLong(), Extents.UNIT_BYTES);
    }
    long from = Extents.floor(first.getAsLong());
    long span = Extents.ceiling(first.getAsLong() + 1) - from + SPAN_BYTES;
    long wanted = end(last);
    return "bytes=" + from + '-' + (Math.min(from + span, wanted) - 1);
  }

  private static long end(OptionalLong last) {
    long inclusive = last.orElse(Long.MAX_VALUE);
    return inclusive == Long.MAX_VALUE ? inclusive : Extents.ceiling(inclusive + 1);
  }

  /** Whether a part begins with what it wants, and is at most what {@link #range} asks for. */
  public boolean isIn(ContentRange part) {
    if (part.total().isEmpty()) {
      return false;
    }
    long total = part.total().getAsLong();
    return first.isPresent()
        ? part.first() == Extents.floor(first.getAsLong()) && part.last() >= first.getAsLong()
        : part.last() == total - 1
            && part.first() == Math.max(0, total - Math.max(last.getAsLong(), Extents.UNIT_BYTES));
  }

  /** Where it begins in a body of so many bytes. */
  public long from(long totalBytes) {
    return first.orElseGet(() -> Math.max(0, totalBytes - last.getAsLong()));
  }

  /** Where it ends, exclusive. */
  public long end(long totalBytes) {
    return first.isPresent() && last.isPresent()
        ? Math.min(last.getAsLong(), totalBytes - 1) + 1
        : totalBytes;
  }
}
