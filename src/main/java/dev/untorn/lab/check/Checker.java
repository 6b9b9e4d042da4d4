package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import java.util.Optional;

/** Judges one aspect of an exchange. Pure. If it throws, the verdict is unknown. */
@FunctionalInterface
public interface Checker {
  /** Empty if this checker has nothing to say. */
  Optional<Verdict> check(Observation seen, Oracle oracle);

  static Optional<Verdict> found(Anomaly anomaly, String detail) {
    return Optional.of(new Verdict.Found(anomaly, detail));
  }
}
