package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import java.util.Optional;

/** Judges whether a response arrived, and ended as its framing announced. */
final class FramingChecker implements Checker {
  @Override
  public Optional<Verdict> check(Observation seen, Oracle oracle) {
    return switch (seen.close()) {
      case HUNG -> Checker.found(Anomaly.HUNG, "after " + seen.blocks().sizeBytes() + " bytes");
      case GARBLED -> Checker.found(Anomaly.DESYNC, "no response in HTTP/1.1");
      case CUT -> Checker.found(Anomaly.CUT, "after " + seen.blocks().sizeBytes() + " bytes");
      case UNREACHED -> Checker.found(Anomaly.UNREACHED, "");
      case LEFT -> Optional.of(new Verdict.NothingToJudge(seen.head().status()));
      case COMPLETE ->
          seen.excessBytes() > 0
              ? Checker.found(Anomaly.OVERRUN, seen.excessBytes() + " bytes after the end")
              : Optional.empty();
    };
  }
}
