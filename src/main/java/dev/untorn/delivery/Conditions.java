package dev.untorn.delivery;

import static io.netty.handler.codec.http.HttpHeaderNames.IF_MATCH;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_MODIFIED_SINCE;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_NONE_MATCH;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_RANGE;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_UNMODIFIED_SINCE;

import dev.untorn.delivery.EntityTags.Comparison;
import dev.untorn.version.Stamp;
import dev.untorn.version.Version;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Preconditions of GET and HEAD (RFC 9110, 13). Dates that are invalid or sent more than once are
 * ignored, as 13.1.3 and 13.1.4 demand; for tags that cannot be read see {@link EntityTags#names}.
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

  /** Steps 1 to 4 of 13.2.2. Allocates nothing when there is no precondition. */
  static Outcome evaluate(HttpHeaders headers, Version version, long nowSeconds) {
    String match = Fields.joined(headers, IF_MATCH);
    boolean wanted =
        match != null
            ? EntityTags.names(match, version.tag(), Comparison.STRONG)
            : !isModifiedSince(headers, IF_UNMODIFIED_SINCE, version, nowSeconds, false);
    if (!wanted) {
      return Outcome.FAILED;
    }
    String noneMatch = Fields.joined(headers, IF_NONE_MATCH);
    boolean news =
        noneMatch != null
            ? !EntityTags.names(noneMatch, version.tag(), Comparison.WEAK)
            : isModifiedSince(headers, IF_MODIFIED_SINCE, version, nowSeconds, true);
    return news ? Outcome.MET : Outcome.NOT_MODIFIED;
  }

  /** Step 5: whether If-Range, where there is one, lets Range apply (13.1.5). */
  static boolean letRangeApply(HttpHeaders headers, Version version, long nowSeconds) {
    if (!headers.contains(IF_RANGE)) {
      return true;
    }
    String validator = Fields.single(headers, IF_RANGE);
    if (validator == null) {
      return false;
    }
    if (EntityTags.isExactly(validator, version.tag())) {
      return true;
    }
    OptionalLong date = HttpDates.parse(validator, nowSeconds);
    return date.isPresent()
        && date.getAsLong() == version.lastModifiedSeconds()
        && dateIsStrong(version, nowSeconds);
  }

  /**
   * Whether a version's date names one state of its file (8.8.2.2). It does if a write set it, and
   * was the last. A date far from the change of the inode was set by hand: archives, mirrors and
   * reproducible builds give many states the same one. Whoever got a tag from us has no need of the
   * date, so little is lost; parts of two versions in one download would be.
   */
  private static boolean dateIsStrong(Version version, long nowSeconds) {
    Stamp stamp = version.stamp();
    long modified = version.lastModifiedSeconds();
    long written = Math.floorDiv(stamp.mtimeNanos(), TimeUnit.SECONDS.toNanos(1));
    long changed = Math.floorDiv(stamp.ctimeNanos(), TimeUnit.SECONDS.toNanos(1));
    return written == modified
        && changed >= modified
        && changed - modified < REST_SECONDS
        && nowSeconds - changed >= REST_SECONDS;
  }

  /** Whether the version is newer than the field says; if it says nothing, the answer given. */
  private static boolean isModifiedSince(
      HttpHeaders headers,
      CharSequence name,
      Version version,
      long nowSeconds,
      boolean withoutDate) {
    String field = headers.contains(name) ? Fields.single(headers, name) : null;
    if (field == null) {
      return withoutDate;
    }
    OptionalLong date = HttpDates.parse(field, nowSeconds);
    return date.isPresent() ? version.lastModifiedSeconds() > date.getAsLong() : withoutDate;
  }
}
