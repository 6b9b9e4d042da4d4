package dev.untorn.semantics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The value of Range, for bytes (RFC 9110, 14). A malformed one is ignored, as 14.2 allows. Ranges
 * that overlap, touch, or have a gap that is cheaper to send than another part are joined
 * (15.3.7.2). Thus no byte is sent twice, and a response is never longer than the version plus one
 * part's overhead. With more parts than the maximum, all is sent: each costs some work.
 */
public final class Ranges {
  private static final String UNIT = "bytes=";

  /**
   * More ranges than fit a head of the usual size; each is read and sorted on the event loop, which
   * takes a fraction of a microsecond.
   */
  private static final int READ_MAX = 8192;

  /** In place of a number that is absent. */
  private static final long ABSENT = -1;

  /** In place of a number that is malformed. */
  private static final long INVALID = -2;

  /** A range as requested: {@code first-last}, {@code first-} or {@code -last}. */
  private record Spec(long first, long last) {
    static Spec parse(String text) {
      int dash = text.indexOf('-');
      return dash < 0
          ? new Spec(INVALID, INVALID)
          : new Spec(number(text, 0, dash), number(text, dash + 1, text.length()));
    }

    boolean isValid() {
      return first == ABSENT ? last >= 0 : first >= 0 && (last == ABSENT || last >= first);
    }

    boolean isSuffix() {
      return first == ABSENT;
    }

    /**
     * Whether this requests all of an empty file. Clients that request ranges of everything would
     * take a 416 for an error, and the RFC calls a suffix satisfiable; nginx and Caddy send it too.
     * A range that begins further on belongs to a longer version: 416.
     */
    boolean isAllOfNothing() {
      return isSuffix() ? last > 0 : first == 0;
    }

    long firstByte(long lengthBytes) {
      return isSuffix() ? Math.max(0, lengthBytes - last) : first;
    }

    long lastByte(long lengthBytes) {
      return isSuffix() || last == ABSENT ? lengthBytes - 1 : Math.min(last, lengthBytes - 1);
    }
  }

  /**
   * The first range of a request: {@code first-last}, {@code first-} or {@code -last}, of which the
   * last one is the number of the last bytes.
   *
   * @param count how many ranges are requested
   */
  public record Requested(OptionalLong first, OptionalLong last, int count) {}

  /** The first of the ranges that a valid field requests. */
  public static Optional<Requested> firstOf(String field) {
    List<Spec> specs = parse(field);
    return specs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Requested(told(specs.getFirst().first), told(specs.getFirst().last), specs.size()));
  }

  private static OptionalLong told(long number) {
    return number == ABSENT ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** A satisfiable range, and the index in the field of the first that requested some of it. */
  private record Piece(int place, long first, long last) {
    Piece join(Piece next) {
      return new Piece(Math.min(place, next.place), first, Math.max(last, next.last));
    }

    ByteRange range() {
      return new ByteRange(first, last);
    }
  }

  private Ranges() {}

  /**
   * Parses a field into {@link Plan.Whole}, {@link Plan.Part}, {@link Plan.Parts} or {@link
   * Plan.Unsatisfiable}. Parts come in the order of the request, a joined one where its first was.
   *
   * @param partsMax with more parts, the field is ignored; 0 ignores it always
   * @param gapBytesMax the widest gap that is sent rather than omitted
   */
  public static Plan plan(String field, long lengthBytes, int partsMax, long gapBytesMax) {
    List<Spec> specs = partsMax == 0 ? List.of() : parse(field);
    // A 206 cannot express a part without bytes, so all of an empty file is a 200.
    if (specs.isEmpty() || (lengthBytes == 0 && specs.stream().anyMatch(Spec::isAllOfNothing))) {
      return new Plan.Whole();
    }
    List<Piece> pieces = new ArrayList<>(specs.size());
    for (Spec spec : specs) {
      long first = spec.firstByte(lengthBytes);
      if (first < lengthBytes) {
        pieces.add(new Piece(pieces.size(), first, spec.lastByte(lengthBytes)));
      }
    }
    List<Piece> joined = pieces.size() > 1 ? joined(pieces, gapBytesMax) : pieces;
    if (joined.size() > partsMax) {
      return new Plan.Whole();
    }
    return switch (joined.size()) {
      case 0 -> new Plan.Unsatisfiable();
      case 1 -> new Plan.Part(joined.getFirst().range());
      default -> new Plan.Parts(joined.stream().map(Piece::range).toList());
    };
  }

  /** The requested ranges; none if the field is to be ignored. */
  private static List<Spec> parse(String field) {
    if (!field.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
      return List.of();
    }
    List<Spec> specs = new ArrayList<>();
    int at = UNIT.length();
    while (at <= field.length()) {
      int comma = field.indexOf(',', at);
      int end = comma < 0 ? field.length() : comma;
      String text = FieldValues.trimmed(field, at, end);
      at = end + 1;
      if (text.isEmpty()) {
        continue; // Lists may have empty elements (5.6.1.2).
      }
      Spec spec = Spec.parse(text);
      if (specs.size() == READ_MAX || !spec.isValid()) {
        return List.of();
      }
      specs.add(spec);
    }
    return specs;
  }

  private static List<Piece> joined(List<Piece> pieces, long gapBytesMax) {
    pieces.sort(Comparator.comparingLong(Piece::first));
    List<Piece> joined = new ArrayList<>(pieces.size());
    for (Piece piece : pieces) {
      // Never negative by overflow: both are within the version.
      if (!joined.isEmpty() && piece.first() - joined.getLast().last() - 1 <= gapBytesMax) {
        joined.add(joined.removeLast().join(piece));
      } else {
        joined.add(piece);
      }
    }
    joined.sort(Comparator.comparingInt(Piece::place));
    return joined;
  }

  /** The value of digits; the largest long, beyond the end of any file, if they overflow. */
  private static long number(String text, int from, int to) {
    if (from == to) {
      return ABSENT;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return INVALID;
      }
      boolean tooMany = value > (Long.MAX_VALUE - digit) / 10;
      value = tooMany ? Long.MAX_VALUE : value * 10 + digit;
    }
    return value;
  }
}
