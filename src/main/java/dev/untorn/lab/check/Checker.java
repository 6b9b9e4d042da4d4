package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import java.util.Optional;

/** Judges one thing about an exchange. Pure; an exception means that nothing can be said. */
@FunctionalInterface
public interface Checker {
  /** A verdict, or none when this is not for this checker to say. */
  Optional<Verdict> check(Observation seen, Oracle oracle);

  static Optional<Verdict> found(Anomaly anomaly, String detail) {
    return Optional.of(new Verdict.Found(anomaly, detail));
  }
}
