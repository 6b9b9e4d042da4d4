package dev.untorn.lab.run;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Judge;
import dev.untorn.lab.check.Oracle;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.History;
import dev.untorn.lab.history.LoggedExchange;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.run.CellResult.Costs;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges a cell's recording. Pure. */
final class CellJudge {
  private final Cell cell;
  private final CellRun.Recording recording;
  private final Oracle oracle;
  private final List<Judged> judged;

  private record Judged(ClientKind client, Observation seen, Verdict verdict) {
    boolean isTornBody() {
      return seen.question() == Question.GET
          && verdict instanceof Verdict.Found(Anomaly anomaly, String _)
          && anomaly == Anomaly.TORN;
    }

    /** Whether the client accepts the response, good or not. */
    boolean isAnswer() {
      return verdict instanceof Verdict.Whole || verdict.deceives();
    }
  }

  CellJudge(Cell cell, CellRun.Recording recording) {
    this.cell = cell;
    this.recording = recording;
    this.oracle =
        new Oracle(
            cell.writer().model(recording.file()),
            cell.writer().exposure(),
            new History(
                recording.commits(),
                recording.seen().values().stream().flatMap(List::stream).toList()),
            recording.promise().retention());
    this.judged =
        recording.seen().entrySet().stream()
            .flatMap(client ->
                client.getValue().stream()
                    .map(seen -> new Judged(client.getKey(), seen, Judge.judge(seen, oracle))))
            .toList();
  }

  CellResult judge(Duration perCell) {
    Map<ClientKind, VerdictCounts> clients = new EnumMap<>(ClientKind.class);
    recording.seen().keySet().forEach(client -> clients.put(client, VerdictCounts.NONE));
    for (Judged one : judged) {
      clients.computeIfPresent(one.client(), (_, counts) -> counts.with(one.verdict()));
    }

    Optional<Observation> example =
        judged.stream()
            .filter(Judged::isTornBody)
            .map(Judged::seen)
            .min(Comparator.comparingInt(CellResult::distanceFromTelling));
    return new CellResult(
        cell,
        recording.promise(),
        clients,
        evidence(),
        costs(perCell),
        detection(),
        falselyProven(),
        example,
        failure());
  }

  /** A lossy link that lost nothing proves nothing about losses. */
  private Optional<String> failure() {
    return recording
        .failure()
        .or(() ->
            recording
                .segments()
                .filter(segments -> segments.resent() == 0)
                .map(segments -> "of " + segments.sent() + " segments none was sent again"));
  }

  private Evidence evidence() {
    return Evidence.of(
        recording.commits().stream().skip(1).toList(),
        judged.stream()
            .filter(one -> one.seen().hasContent() && one.isAnswer())
            .map(Judged::seen)
            .toList());
  }

  /** Counts responses that the server logged as proved and whose bytes disprove it. */
  private Map<Anomaly, Long> falselyProven() {
    Map<Anomaly, Long> counts = new EnumMap<>(Anomaly.class);
    for (Judged one : judged) {
      LoggedExchange logged = recording.logged().get(one.seen().serial());
      if (logged != null
          && one.verdict() instanceof Verdict.Found(Anomaly anomaly, _)
          && anomaly.breaks(logged.provenLevel())) {
        counts.merge(anomaly, 1L, Long::sum);
      }
    }
    return counts;
  }

  private Costs costs(Duration perCell) {
    List<Observation> fast =
        recording.seen().getOrDefault(ClientKind.FAST, List.of()).stream()
            .filter(Observation::hasContent)
            .toList();
    return new Costs(
        fast.size() / (perCell.toNanos() / 1e9),
        Samples.of(fast.stream().mapToLong(seen -> seen.firstByteNanos() - seen.startNanos())),
        Samples.of(fast.stream().mapToLong(seen -> seen.endNanos() - seen.startNanos())),
        // Only changes that opened the served file.
        Samples.of(
            recording.commits().stream()
                .skip(1)
                .mapToLong(Commit::openWaitNanos)
                .filter(nanos -> nanos > 0)),
        recording.segments());
  }

  private Optional<Detection> detection() {
    if (recording.noticed().isEmpty()) {
      return Optional.empty();
    }
    Detection detection = new Detection(recording.noticed().getAsLong(), 0, 0, 0, 0, 0, 0);
    for (Judged one : judged) {
      LoggedExchange logged = recording.logged().get(one.seen().serial());
      if (logged != null && one.seen().hasContent()) {
        detection = detection.plus(Detection.of(oracle, one.seen(), one.verdict(), logged));
      }
    }
    return Optional.of(detection);
  }
}
