package dev.untorn.delivery;

import static io.netty.handler.codec.http.HttpHeaderNames.IF_MATCH;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_MODIFIED_SINCE;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_NONE_MATCH;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_RANGE;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_UNMODIFIED_SINCE;

import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.EntityTagList;
import dev.untorn.semantics.EntityTagList.Comparison;
import dev.untorn.semantics.FieldValues;
import dev.untorn.semantics.HttpDates;
import dev.untorn.version.Hold;
import dev.untorn.version.KnownDates;
import dev.untorn.version.Stamp;
import dev.untorn.version.Version;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Preconditions of GET and HEAD (RFC 9110, 13). Dates that are invalid or sent more than once are
 * ignored, as 13.1.3 and 13.1.4 demand; for tags that cannot be read see {@link
 * EntityTagList#names}.
 */
final class Conditions {
  /** What the preconditions make of a request. */
  enum Outcome {
    /** The response is what it would be without them. */
    MET,
    /** 304. */
    NOT_MODIFIED,
    /** 412. */
    FAILED
  }

  /**
   * How long a file must have been left alone for its date to name one state. A date has whole
   * seconds, so a second write in the same second is not seen in it; and the kernel's clock for
   * files may be a tick behind ours, so that a write just after the end of a second still gets its
   * date. One second (8.8.2.2) and another cover both.
   */
  static final long REST_SECONDS = 2;

  private Conditions() {}

  /** Whether nothing can change a version any more without changing its date. */
  static boolean isSettled(Version version, long nowSeconds) {
    return nowSeconds - version.lastModifiedSeconds() >= REST_SECONDS;
  }

  /**
   * Steps 1 to 4 of 13.2.2. Allocates nothing when there is no precondition.
   *
   * @param dates by which clients may know versions
   * @param part whether a part is asked for, which will be joined with others
   */
  static Outcome evaluate(
      HttpHeaders headers, Hold hold, KnownDates dates, boolean part, long nowSeconds) {
    EntityTag tag = hold.version().tag();
    String match = FieldValues.joined(headers, IF_MATCH);
    boolean wanted =
        match != null
            ? EntityTagList.names(match, tag, Comparison.STRONG)
            : isUnmodified(headers, hold, dates, part, nowSeconds);
    if (!wanted) {
      return Outcome.FAILED;
    }
    String noneMatch = FieldValues.joined(headers, IF_NONE_MATCH);
    boolean known =
        noneMatch != null
            ? EntityTagList.names(noneMatch, tag, Comparison.WEAK)
            : dateNames(headers, IF_MODIFIED_SINCE, hold, dates, nowSeconds);
    return known ? Outcome.NOT_MODIFIED : Outcome.MET;
  }

  /** Step 5: whether If-Range, where there is one, lets Range apply (13.1.5). */
  static boolean letRangeApply(HttpHeaders headers, Hold hold, KnownDates dates, long nowSeconds) {
    if (!headers.contains(IF_RANGE)) {
      return true;
    }
    String validator = FieldValues.single(headers, IF_RANGE);
    return validator != null
        && (EntityTagList.isExactly(validator, hold.version().tag())
            || (dateNames(headers, IF_RANGE, hold, dates, nowSeconds)
                && dateIsStrong(hold.version(), nowSeconds)));
  }

  /**
   * If-Unmodified-Since, as 13.1.4 has it; but a part is for a client that has others, and a date
   * after this version's names another one, after which the file was rolled back.
   */
  private static boolean isUnmodified(
      HttpHeaders headers, Hold hold, KnownDates dates, boolean part, long nowSeconds) {
    OptionalLong date = date(headers, IF_UNMODIFIED_SINCE, nowSeconds);
    if (date.isEmpty()) {
      return true;
    }
    long modified = hold.version().lastModifiedSeconds();
    return (part || modified == date.getAsLong())
        ? dateNames(headers, IF_UNMODIFIED_SINCE, hold, dates, nowSeconds)
        : modified < date.getAsLong();
  }

  /**
   * Whether a field's date names this version: it is exactly its date, not an earlier or later one,
   * for files are rolled back too; it is not one that all versions have; it is over, so that no
   * other write can get it; and no other version is known with it.
   */
  private static boolean dateNames(
      HttpHeaders headers, CharSequence name, Hold hold, KnownDates dates, long nowSeconds) {
    OptionalLong date = date(headers, name, nowSeconds);
    long modified = hold.version().lastModifiedSeconds();
    return date.isPresent()
        && date.getAsLong() == modified
        && hold.version().hasDate()
        && isSettled(hold.version(), nowSeconds)
        && !dates.isShared(hold.name(), hold.version());
  }

  /**
   * Whether a version's date names one state of its file (8.8.2.2). It does if a write set it, and
   * was the last; or if whoever keeps the file says so. A date far from the change of the inode was
   * set by hand: archives, mirrors and reproducible builds may give many states the same one. Parts
   * of two versions in one download would be worse than one part twice.
   */
  private static boolean dateIsStrong(Version version, long nowSeconds) {
    Stamp stamp = version.stamp();
    long modified = version.lastModifiedSeconds();
    long written = Math.floorDiv(stamp.mtimeNanos(), TimeUnit.SECONDS.toNanos(1));
    long changed = Math.floorDiv(stamp.ctimeNanos(), TimeUnit.SECONDS.toNanos(1));
    return written == modified
        && switch (version.policy().dates()) {
          case TRUSTED -> true;
          case CHECKED ->
              changed >= modified
                  && changed - modified < REST_SECONDS
                  && nowSeconds - changed >= REST_SECONDS;
        };
  }

  /** What a field says, if it is there once and can be read. */
  private static OptionalLong date(HttpHeaders headers, CharSequence name, long nowSeconds) {
    String field = headers.contains(name) ? FieldValues.single(headers, name) : null;
    return field == null ? OptionalLong.empty() : HttpDates.parse(field, nowSeconds);
  }
}
