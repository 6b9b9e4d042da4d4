package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.writer.Shape;
import dev.untorn.lab.writer.Span;
import java.util.Optional;

/** Whether the rest that a resumed download got is of the version it began with. */
final class ResumeChecker implements Checker {
  @Override
  public Optional<Verdict> check(Observation seen, Truth truth) {
    boolean resumes = seen.question() == Question.IF_RANGE || seen.question() == Question.IF_MATCH;
    if (!resumes || !seen.hasContent() || seen.head().status() != 206 || seen.basis().isEmpty()) {
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

  private static Optional<Verdict> spliced(String detail) {
    return Optional.of(new Verdict.Found(Anomaly.RESUME_SPLICE, detail));
  }
}
