package dev.untorn.origin.proxy.fill;

import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.Plan;
import dev.untorn.semantics.Ranges;
import java.util.List;

/** How much of the parts that a request wants is there. */
public enum Coverage {
  /** All of them. */
  ALL,
  /** Not all of them. */
  SOME,
  /** It does not want parts. */
  WHOLE_WANTED;

  /** Of one request that are looked up; with more it is taken for one that wants the whole. */
  private static final int PARTS_MAX = 1000;

  /** Of a body that is being fetched, or of which parts are. */
  public static Coverage of(Fill fill, Fields request) {
    String field = request.single("Range");
    if (field == null || fill.lengthBytes().isEmpty()) {
      return WHOLE_WANTED;
    }
    return switch (Ranges.plan(field, fill.lengthBytes().getAsLong(), PARTS_MAX, 0)) {
      case Plan.Part(ByteRange range) -> of(fill, List.of(range));
      case Plan.Parts(List<ByteRange> ranges) -> of(fill, ranges);
      case Plan.Whole _, Plan.NotModified _, Plan.PreconditionFailed _, Plan.Unsatisfiable _ ->
          WHOLE_WANTED;
    };
  }

  private static Coverage of(Fill fill, List<ByteRange> ranges) {
    return ranges.stream()
            .allMatch(range -> fill.body().progress().provedFrom(range.first()) > range.last())
        ? ALL
        : SOME;
  }
}
