package dev.untorn.lab.run;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Promise;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.load.ClientKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cell, judged.
 *
 * @param promise of its server for the files of its place
 * @param detection absent when the server says nothing of what it notices
 * @param falselyProven responses that were wrong though the server's log says that it proved them
 * @param example a torn body, if there was one
 * @param failure why the cell says less than it should
 */
public record CellResult(
    Cell cell,
    Promise promise,
    Map<ClientKind, VerdictCounts> clients,
    Evidence evidence,
    Costs costs,
    Optional<Detection> detection,
    Map<Anomaly, Long> falselyProven,
    Optional<Observation> example,
    Optional<String> failure) {

  public CellResult {
    clients = Map.copyOf(clients);
    falselyProven = Map.copyOf(falselyProven);
  }

  /** What a cell says of its server's promise. */
  public enum Standing {
    /** Whole versions are promised, there is evidence of each kind, and nothing against it. */
    KEPT,
    BROKEN,
    /** Less was seen than a verdict needs. */
    UNKNOWN,
    /** Whole versions are not promised. */
    NO_PROMISE;

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Beside the anomalies: the server could see that its file changed, and did not count it. */
  private static final String MISSED = "missed change";

  /** A body of a few versions explains more at a glance than one of two, or of a hundred. */
  private static final int TELLING_VERSIONS = 6;

  /** How much less than another a torn body explains. */
  public static int distanceFromTelling(Observation torn) {
    return Math.abs(torn.blocks().versions().size() - TELLING_VERSIONS);
  }

  public VerdictCounts counts() {
    return clients.values().stream().reduce(VerdictCounts.NONE, VerdictCounts::plus);
  }

  /** By client, in order. */
  public Map<ClientKind, VerdictCounts> byClient() {
    return new TreeMap<>(clients);
  }

  /** Good responses that were cut or refused though the writer harms nobody; none to tell else. */
  public Optional<Long> falseAlarms() {
    VerdictCounts counts = counts();
    return cell.writer().isBenign()
        ? Optional.of(counts.count(Anomaly.CUT) + counts.count(Anomaly.REFUSED))
        : Optional.empty();
  }

  public Standing standing() {
    if (!brokenPromises().isEmpty()) {
      return Standing.BROKEN;
    }
    if (unclear().isPresent()) {
      return Standing.UNKNOWN;
    }
    return promise.level() <= Promise.DETECTED ? Standing.NO_PROMISE : Standing.KEPT;
  }

  /** Why less is known than should be; empty when all is. */
  public Optional<String> unclear() {
    VerdictCounts counts = counts();
    return failure
        .or(() ->
            counts
                .unknownReason()
                .map(why -> counts.unknown() + " responses could not be judged: " + why))
        .or(() -> evidence.gap(clients));
  }

  /** What was found that the target promises not to do. */
  public List<String> brokenPromises() {
    VerdictCounts counts = counts();
    List<String> broken = new ArrayList<>();
    for (Anomaly anomaly : Anomaly.values()) {
      if (anomaly.breaks(promise.level()) && counts.count(anomaly) > 0) {
        broken.add(anomaly.label());
      }
    }
    new TreeMap<>(falselyProven)
        .forEach((anomaly, count) ->
            broken.add(count + " " + anomaly.label() + " though logged as proved"));
    if (missesChanges()) {
      broken.add(MISSED);
    }
    return broken;
  }

  /** To count what can be noticed is all that level 1 promises; above it, nothing can happen. */
  private boolean missesChanges() {
    return promise.level() == Promise.DETECTED && detection.map(Detection::missed).orElse(0L) > 0;
  }
}
