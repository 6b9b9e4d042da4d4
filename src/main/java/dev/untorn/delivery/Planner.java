package dev.untorn.delivery;

import dev.untorn.semantics.Coding;
import dev.untorn.semantics.Conditions;
import dev.untorn.semantics.Conditions.Outcome;
import dev.untorn.semantics.Conditions.Validators;
import dev.untorn.semantics.Multipart;
import dev.untorn.semantics.Plan;
import dev.untorn.semantics.Ranges;
import dev.untorn.version.Hold;
import dev.untorn.version.KnownDates;
import dev.untorn.version.Version;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/**
 * Decides what a GET or HEAD gets of a version. If more than {@code rangesMax} ranges are left
 * after merging, that is all of it. Allocates nothing for a plain request. Thread-safe.
 */
public record Planner(KnownDates dates, int rangesMax) {
  private static final Plan WHOLE = new Plan.Whole();
  private static final Plan NOT_MODIFIED = new Plan.NotModified();
  private static final Plan PRECONDITION_FAILED = new Plan.PreconditionFailed();

  /**
   * Evaluates the preconditions, then, for GET, the ranges (RFC 9110, 13.2.2 and 14.2). {@code
   * range} is the value of Range, empty if absent or repeated; {@code headers} are all others.
   */
  public Plan plan(
      boolean get, Optional<String> range, HttpHeaders headers, Hold hold, long nowSeconds) {
    boolean part = get && range.isPresent();
    Outcome outcome =
        Conditions.areIn(headers)
            ? Conditions.evaluate(headers, validators(hold), part, nowSeconds)
            : Outcome.MET;
    return switch (outcome) {
      case FAILED -> PRECONDITION_FAILED;
      case NOT_MODIFIED -> NOT_MODIFIED;
      case MET -> {
        boolean applies =
            part
                && (!headers.contains(HttpHeaderNames.IF_RANGE)
                    || Conditions.letRangeApply(headers, validators(hold), nowSeconds));
        yield applies ? ranges(range.get(), hold.version()) : WHOLE;
      }
    };
  }

  private Validators validators(Hold hold) {
    Version version = hold.version();
    return new Validators(version.tag(), version.modified(), dates.isShared(hold.name(), version));
  }

  private Plan ranges(String field, Version version) {
    long lengthBytes = version.lengthBytes();
    String mediaType = version.representation().mediaType();
    int gapBytesMax = Multipart.partOverheadBytesMax(lengthBytes, mediaType);
    Plan plan = Ranges.plan(field, lengthBytes, rangesMax, gapBytesMax);
    // Clients decode by Content-Encoding, but a multipart body of coded parts is not coded itself,
    // and no field declares the coding of a part: so all is sent.
    boolean parts = plan instanceof Plan.Parts;
    return parts && version.representation().coding() != Coding.IDENTITY ? WHOLE : plan;
  }
}
