package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import java.util.Optional;

/** Whether a response began, and ended as it said it would. */
final class FramingChecker implements Checker {
  @Override
  public Optional<Verdict> check(Observation seen, Truth truth) {
    return switch (seen.close()) {
      case HUNG -> found(Anomaly.HUNG, "after " + seen.blocks().sizeBytes() + " bytes");
      case GARBLED -> found(Anomaly.DESYNC, "no response in HTTP/1.1");
      case CUT -> found(Anomaly.CUT, "after " + seen.blocks().sizeBytes() + " bytes");
      case UNREACHED -> found(Anomaly.UNREACHED, "");
      case LEFT -> Optional.of(new Verdict.Told(seen.head().status()));
      case COMPLETE ->
          seen.excessBytes() > 0
              ? found(Anomaly.OVERRUN, seen.excessBytes() + " bytes after the end")
              : Optional.empty();
    };
  }

  private static Optional<Verdict> found(Anomaly anomaly, String detail) {
    return Optional.of(new Verdict.Found(anomaly, detail));
  }
}
