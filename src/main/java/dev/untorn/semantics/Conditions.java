package dev.untorn.semantics;

import static io.netty.handler.codec.http.HttpHeaderNames.IF_MATCH;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_MODIFIED_SINCE;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_NONE_MATCH;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_RANGE;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_UNMODIFIED_SINCE;

import dev.untorn.semantics.EntityTagList.Comparison;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.OptionalLong;

/**
 * Preconditions of GET and HEAD (RFC 9110, 13). Dates that are invalid or repeated are ignored, as
 * 13.1.3 and 13.1.4 require; for invalid tags see {@link EntityTagList#names}.
 */
public final class Conditions {
  /** The result of the preconditions. */
  public enum Outcome {
    /** The normal response. */
    MET,
    /** 304. */
    NOT_MODIFIED,
    /** 412. */
    FAILED
  }

  /** What preconditions compare with; {@code dateShared}: another version has the same date. */
  public record Validators(EntityTag tag, LastModified modified, boolean dateShared) {}

  private Conditions() {}

  /** Whether a request has preconditions other than If-Range. */
  public static boolean areIn(HttpHeaders headers) {
    return headers.contains(IF_NONE_MATCH)
        || headers.contains(IF_MODIFIED_SINCE)
        || headers.contains(IF_MATCH)
        || headers.contains(IF_UNMODIFIED_SINCE);
  }

  /** Steps 1 to 4 of 13.2.2; {@code part} if the client requests a part, to join it with others. */
  public static Outcome evaluate(
      HttpHeaders headers, Validators version, boolean part, long nowSeconds) {
    String match = FieldValues.joined(headers, IF_MATCH);
    boolean wanted =
        match != null
            ? EntityTagList.names(match, version.tag(), Comparison.STRONG)
            : isUnmodified(headers, version, part, nowSeconds);
    if (!wanted) {
      return Outcome.FAILED;
    }
    String noneMatch = FieldValues.joined(headers, IF_NONE_MATCH);
    boolean known =
        noneMatch != null
            ? EntityTagList.names(noneMatch, version.tag(), Comparison.WEAK)
            : dateNames(headers, IF_MODIFIED_SINCE, version, nowSeconds);
    return known ? Outcome.NOT_MODIFIED : Outcome.MET;
  }

  /** Step 5: whether If-Range, if present, lets Range apply (13.1.5). */
  public static boolean letRangeApply(HttpHeaders headers, Validators version, long nowSeconds) {
    if (!headers.contains(IF_RANGE)) {
      return true;
    }
    String validator = FieldValues.single(headers, IF_RANGE);
    return validator != null
        && (EntityTagList.isExactly(validator, version.tag())
            || (dateNames(headers, IF_RANGE, version, nowSeconds)
                && nowSeconds >= version.modified().strongFromSeconds()));
  }

  /**
   * If-Unmodified-Since (13.1.4). But a part is for a client that has others: then a date after
   * this version's means another version, before a rollback of the file.
   */
  private static boolean isUnmodified(
      HttpHeaders headers, Validators version, boolean part, long nowSeconds) {
    OptionalLong date = date(headers, IF_UNMODIFIED_SINCE, nowSeconds);
    if (date.isEmpty()) {
      return true;
    }
    long modified = version.modified().seconds();
    return (part || modified == date.getAsLong())
        ? dateNames(headers, IF_UNMODIFIED_SINCE, version, nowSeconds)
        : modified < date.getAsLong();
  }

  /**
   * Whether a field's date identifies this version: it is exactly its date, since files are rolled
   * back, too; it is not one that all versions have; it is over, so that no other write can get it;
   * and no other version is known with it.
   */
  private static boolean dateNames(
      HttpHeaders headers, CharSequence name, Validators version, long nowSeconds) {
    OptionalLong date = date(headers, name, nowSeconds);
    long modified = version.modified().seconds();
    return date.isPresent()
        && date.getAsLong() == modified
        && version.modified().meaningful()
        && version.modified().isOver(nowSeconds)
        && !version.dateShared();
  }

  /** The date in a field, if it is valid and there is only one. */
  private static OptionalLong date(HttpHeaders headers, CharSequence name, long nowSeconds) {
    String field = headers.contains(name) ? FieldValues.single(headers, name) : null;
    return field == null ? OptionalLong.empty() : HttpDates.parse(field, nowSeconds);
  }
}
