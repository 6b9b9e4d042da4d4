package dev.untorn.lab.run;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Promise;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.link.TcpSegments;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A judged cell.
 *
 * @param promise of the server for this directory
 * @param detection absent if the server does not report changes it noticed
 * @param falselyProven wrong responses that the server logged as proved
 * @param example a torn body, if there was one
 * @param failure why the cell proves less than it should
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

  /** Whether the server kept its promise. */
  public enum Standing {
    /** Whole versions are promised, with evidence of each kind and no counterexample. */
    KEPT,
    BROKEN,
    /** Too little evidence. */
    UNKNOWN,
    /** Whole versions are not promised. */
    NO_PROMISE;

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** In a report, a body of a few versions explains most. */
  private static final int TELLING_VERSIONS = 6;

  /** Lower is the better example. */
  public static int distanceFromTelling(Observation torn) {
    return Math.abs(torn.blocks().versions().size() - TELLING_VERSIONS);
  }

  public VerdictCounts counts() {
    return clients.values().stream().reduce(VerdictCounts.NONE, VerdictCounts::plus);
  }

  public Map<ClientKind, VerdictCounts> byClient() {
    return new TreeMap<>(clients);
  }

  /** Responses cut or refused although the writer is harmless; empty for other writers. */
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

  /** The gap in the evidence, if any. */
  public Optional<String> unclear() {
    VerdictCounts counts = counts();
    return failure
        .or(() ->
            counts.unknown() == 0
                ? Optional.empty()
                : Optional.of(
                    counts.unknown()
                        + " responses could not be judged: "
                        + counts.unknownReason().orElse("")))
        .or(() -> evidence.gap(clients));
  }

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
      // The server could have seen it but did not count it.
      broken.add("missed change");
    }
    return broken;
  }

  /** Level 1 promises only that changes are counted; above it a client never sees one. */
  private boolean missesChanges() {
    return promise.level() == Promise.DETECTED && detection.map(Detection::missed).orElse(0L) > 0;
  }

  /**
   * What a cell cost clients and writers.
   *
   * @param responsesPerSecond complete responses with content of the fast clients, during changes
   * @param firstByte of the same responses
   * @param total of the same responses
   * @param writerWaits time in open, of every change
   * @param segments sent by the server's end, on a lossy link
   */
  public record Costs(
      double responsesPerSecond,
      @Json.Name("first_byte_nanos") Samples firstByte,
      @Json.Name("total_nanos") Samples total,
      @Json.Name("writer_wait_nanos") Samples writerWaits,
      @Json.Flat Optional<TcpSegments> segments) {}
}
