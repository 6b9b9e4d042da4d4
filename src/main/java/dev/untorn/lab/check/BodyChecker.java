package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.writer.Shape;
import java.util.Optional;

/** What the bytes of a complete response are. */
final class BodyChecker implements Checker {
  @Override
  public Optional<Verdict> check(Observation seen, Truth truth) {
    if (!seen.hasContent()) {
      return Optional.empty();
    }
    return switch (truth.shapeOf(seen)) {
      case Shape.Whole whole ->
          seen.endNanos() < truth.writtenNanos(whole.states().first())
              ? found(Anomaly.HALF_WRITTEN, "part of a version that was not all written yet")
              : Optional.empty();
      case Shape.Midway() -> found(Anomaly.HALF_WRITTEN, versions(seen));
      case Shape.Hole() -> found(Anomaly.HOLE, versions(seen));
      case Shape.Mixture() -> found(Anomaly.TORN, versions(seen));
      case Shape.Alien() -> found(Anomaly.DESYNC, "blocks that are not this file's");
      case Shape.Silent() -> Optional.of(new Verdict.Unknown("too few bytes to tell"));
      case Shape.WrongLength(long version, long lengthBytes) ->
          Optional.of(wrongLength(seen, truth, version, lengthBytes));
    };
  }

  /** The bytes of one version, under a length that is another's, or nobody's. */
  private static Verdict wrongLength(
      Observation seen, Truth truth, long version, long lengthBytes) {
    long total = seen.totalBytes();
    String detail = "version " + version + " has " + lengthBytes + " bytes, promised " + total;
    boolean anothers =
        total == truth.course().lengthBytes(version + 1)
            || (version > 0 && total == truth.course().lengthBytes(version - 1));
    return new Verdict.Found(
        anothers || total > lengthBytes ? Anomaly.HEADER_SKEW : Anomaly.SHORT, detail);
  }

  private static String versions(Observation seen) {
    var versions = seen.blocks().versions();
    return versions.size() > 4
        ? versions.size() + " versions, " + versions.getFirst() + " to " + versions.getLast()
        : "versions " + versions;
  }

  private static Optional<Verdict> found(Anomaly anomaly, String detail) {
    return Optional.of(new Verdict.Found(anomaly, detail));
  }
}
