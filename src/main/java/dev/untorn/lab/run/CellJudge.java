package dev.untorn.lab.run;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Judge;
import dev.untorn.lab.check.Tally;
import dev.untorn.lab.check.Truth;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.History;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.load.ClientKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Makes a cell's result from its recording. Pure. */
final class CellJudge {
  private final Cell cell;
  private final CellRun.Recording recording;
  private final Truth truth;
  private final Judge judge = new Judge();

  CellJudge(Cell cell, CellRun.Recording recording) {
    this.cell = cell;
    this.recording = recording;
    this.truth =
        new Truth(
            cell.writer().course(recording.site()),
            cell.writer().exposure(),
            new History(recording.commits(), all().toList()));
  }

  private Stream<Observation> all() {
    return recording.seen().values().stream().flatMap(List::stream);
  }

  CellResult judge(Duration perCell) {
    Map<ClientKind, Tally> clients = new EnumMap<>(ClientKind.class);
    recording.seen().forEach((kind, seen) -> clients.put(kind, tally(seen)));
    Optional<Observation> example =
        all().filter(this::isTorn).min(Comparator.comparingInt(CellResult::distanceFromTelling));
    return new CellResult(cell, clients, costs(perCell), detection(), example, recording.failure());
  }

  private Tally tally(List<Observation> seen) {
    return seen.stream()
        .map(one -> judge.judge(one, truth))
        .reduce(Tally.NONE, Tally::with, Tally::plus);
  }

  private boolean isTorn(Observation seen) {
    return seen.question() == Question.GET
        && judge.judge(seen, truth) instanceof Verdict.Found(Anomaly anomaly, String detail)
        && anomaly == Anomaly.TORN;
  }

  private Costs costs(Duration perCell) {
    List<Observation> fast =
        recording.seen().getOrDefault(ClientKind.FAST, List.of()).stream()
            .filter(Observation::hasContent)
            .toList();
    return new Costs(
        fast.size() / (perCell.toNanos() / 1e9),
        samples(fast, seen -> seen.firstByteNanos() - seen.startNanos()),
        samples(fast, seen -> seen.endNanos() - seen.startNanos()),
        writerWaits(),
        recording.commits().size() - 1L);
  }

  /** Of the changes for which the served file was opened. */
  private Samples writerWaits() {
    return Samples.of(
        recording.commits().stream()
            .skip(1)
            .mapToLong(Commit::openWaitNanos)
            .filter(nanos -> nanos > 0));
  }

  private static Samples samples(List<Observation> seen, ToLongFunction<Observation> value) {
    return Samples.of(seen.stream().mapToLong(value));
  }

  private Optional<Detection> detection() {
    if (recording.noticed().isEmpty()) {
      return Optional.empty();
    }
    long harmed =
        all()
            .map(seen -> judge.judge(seen, truth))
            .reduce(Tally.NONE, Tally::with, Tally::plus)
            .deceived();
    long overlapped = all().filter(this::overlapsChange).count();
    return Optional.of(new Detection(recording.noticed().getAsLong(), harmed, overlapped));
  }

  private boolean overlapsChange(Observation seen) {
    return truth.changedDuring(seen.startNanos(), seen.endNanos());
  }
}
