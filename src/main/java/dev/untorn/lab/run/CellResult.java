package dev.untorn.lab.run;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Ladder;
import dev.untorn.lab.check.Tally;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.load.ClientKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cell, judged.
 *
 * @param detection absent when the server says nothing of what it notices
 * @param example a torn body, if there was one
 * @param failure why the cell says less than it should
 */
public record CellResult(
    Cell cell,
    Map<ClientKind, Tally> clients,
    Costs costs,
    Optional<Detection> detection,
    Optional<Observation> example,
    Optional<String> failure) {

  public CellResult {
    clients = Map.copyOf(clients);
  }

  /** Beside the anomalies: the server could see that its file changed, and did not count it. */
  private static final String MISSED = "missed change";

  /** A body of a few versions explains more at a glance than one of two, or of a hundred. */
  private static final int TELLING_VERSIONS = 6;

  /** How much less than another a torn body explains. */
  public static int distanceFromTelling(Observation torn) {
    return Math.abs(torn.blocks().versions().size() - TELLING_VERSIONS);
  }

  /** All clients together. */
  public Tally tally() {
    return clients.values().stream().reduce(Tally.NONE, Tally::plus);
  }

  /** By client, in order. */
  public Map<ClientKind, Tally> byClient() {
    return clients.isEmpty() ? Map.of() : new EnumMap<>(clients);
  }

  /** Good responses that were cut or refused though the writer harms nobody; none to tell else. */
  public Optional<Long> falseAlarms() {
    Tally tally = tally();
    return cell.writer().isBenign()
        ? Optional.of(tally.count(Anomaly.CUT) + tally.count(Anomaly.REFUSED))
        : Optional.empty();
  }

  /**
   * Whether less is known than should be: who answers nothing breaks no promise, and keeps none.
   */
  public boolean isUnclear() {
    return failure.isPresent() || tally().unknown() > 0 || saidNothing();
  }

  /** Whether no client got anything to take for good. */
  public boolean saidNothing() {
    return tally().whole() + tally().deceived() == 0;
  }

  /** What was found that the target promises not to do. */
  public List<String> brokenPromises() {
    Tally tally = tally();
    int level = cell.target().promisedLevel();
    Stream<String> anomalies =
        Stream.of(Anomaly.values())
            .filter(anomaly -> anomaly.breaks(level) && tally.count(anomaly) > 0)
            .map(Anomaly::label);
    return Stream.concat(anomalies, missesChanges() ? Stream.of(MISSED) : Stream.of()).toList();
  }

  /** To count what can be noticed is all that level 1 promises; above it, nothing can happen. */
  private boolean missesChanges() {
    return cell.target().promisedLevel() == Ladder.DETECTED
        && detection.map(Detection::missed).orElse(0L) > 0;
  }
}
