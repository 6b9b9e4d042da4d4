package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.writer.BodyState;
import java.util.Optional;

/** Judges the body of a complete response by its bytes. */
final class BodyChecker implements Checker {
  @Override
  public Optional<Verdict> check(Observation seen, Oracle oracle) {
    if (!seen.hasContent()) {
      return Optional.empty();
    }
    return switch (oracle.stateOf(seen)) {
      case BodyState.Whole whole ->
          seen.endNanos() < oracle.writtenNanos(whole.states().first())
              ? Checker.found(
                  Anomaly.HALF_WRITTEN, "part of a version that was not all written yet")
              : Optional.empty();
      case BodyState.MidChange() -> Checker.found(Anomaly.HALF_WRITTEN, versions(seen));
      case BodyState.Hole() -> Checker.found(Anomaly.HOLE, versions(seen));
      case BodyState.Mixture() -> Checker.found(Anomaly.TORN, versions(seen));
      case BodyState.Foreign() -> Checker.found(Anomaly.DESYNC, "blocks that are not this file's");
      case BodyState.TooShort() -> Optional.of(new Verdict.Unknown("too few bytes to tell"));
      case BodyState.WrongLength(long version, long lengthBytes) ->
          Optional.of(wrongLength(seen, oracle, version, lengthBytes));
    };
  }

  /** The bytes are of one version, the length is not. */
  private static Verdict wrongLength(
      Observation seen, Oracle oracle, long version, long lengthBytes) {
    long total = seen.totalBytes();
    String detail = "version " + version + " has " + lengthBytes + " bytes, promised " + total;
    boolean anothers =
        total == oracle.model().lengthBytes(version + 1)
            || (version > 0 && total == oracle.model().lengthBytes(version - 1));
    return new Verdict.Found(
        anothers || total > lengthBytes ? Anomaly.HEADER_SKEW : Anomaly.SHORT, detail);
  }

  private static String versions(Observation seen) {
    var versions = seen.blocks().versions();
    return versions.size() > 4
        ? versions.size() + " versions, " + versions.getFirst() + " to " + versions.getLast()
        : "versions " + versions;
  }
}
