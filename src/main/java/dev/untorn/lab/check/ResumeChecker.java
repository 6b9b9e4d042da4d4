package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.writer.Shape;
import dev.untorn.lab.writer.Span;
import java.util.Optional;

/** Whether the rest that a resumed download got is of the version it began with. */
final class ResumeChecker implements Checker {
  @Override
  public Optional<Verdict> check(Observation seen, Truth truth) {
    if (!isRest(seen) || !seen.hasContent() || seen.basis().isEmpty()) {
      return Optional.empty();
    }
    if (!(truth.shapeOf(seen.basis().get()) instanceof Shape.Whole(Span begun))) {
      return spliced("what it began with is itself no version");
    }
    if (!(truth.shapeOf(seen) instanceof Shape.Whole(Span rest))) {
      return Optional.empty();
    }
    return begun.and(rest).isEmpty()
        ? spliced("began with version " + begun.first() + ", goes on with " + rest.first())
        : Optional.empty();
  }

  /** Whether the client takes this for bytes of the version it began with. */
  private static boolean isRest(Observation seen) {
    return switch (seen.question()) {
      case OWN_ADDRESS -> true;
      case IF_RANGE, IF_MATCH -> seen.head().status() == 206;
      case GET, HEAD, GET_PART, RANGE, REVALIDATE -> false;
    };
  }

  private static Optional<Verdict> spliced(String detail) {
    return Optional.of(new Verdict.Found(Anomaly.RESUME_SPLICE, detail));
  }
}
