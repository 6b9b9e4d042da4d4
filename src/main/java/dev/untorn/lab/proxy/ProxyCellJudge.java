package dev.untorn.lab.proxy;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Judge;
import dev.untorn.lab.check.Oracle;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.proxy.ProxyRecording.Received;
import dev.untorn.lab.upstream.ObjectHistory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges a cell's recording, object by object. Pure. */
final class ProxyCellJudge {
  private final ProxyCell cell;
  private final ProxyRecording recording;
  private final Map<ClientKind, VerdictCounts> clients = new EnumMap<>(ClientKind.class);
  private ProxyEvidence evidence;
  private Optional<Observation> example = Optional.empty();

  ProxyCellJudge(ProxyCell cell, ProxyRecording recording) {
    this.cell = cell;
    this.recording = recording;
    this.evidence = new ProxyEvidence(0, 0, 0, 0, recording.restarts());
    cell.clients().forEach(client -> clients.put(client, VerdictCounts.NONE));
  }

  ProxyCellResult judge() {
    recording.received().stream()
        .collect(Collectors.groupingBy(Received::object))
        .forEach(this::judge);
    return new ProxyCellResult(cell, clients, evidence, example, recording.failure());
  }

  private void judge(int number, List<Received> received) {
    long end = received.stream().mapToLong(one -> one.seen().endNanos()).max().orElse(0);
    ObjectHistory history = recording.origin().history(number, end);
    Oracle oracle = new Oracle(history.model(), history.commits(), history.tags());
    List<Verdict> verdicts = new ArrayList<>();
    for (Received one : received) {
      Verdict verdict = verdict(one.seen(), oracle, history);
      verdicts.add(verdict);
      clients.computeIfPresent(one.client(), (_, counts) -> counts.with(verdict));
      if (verdict.deceives() && one.seen().hasContent()) {
        example = example.or(() -> Optional.of(one.seen()));
      }
    }
    boolean answered =
        verdicts.stream().anyMatch(it -> it instanceof Verdict.Whole || it.deceives());
    evidence =
        evidence.plus(
            new ProxyEvidence(
                history.requests(),
                history.bytes(),
                history.faults(),
                answered && history.faults() > 0 ? 1 : 0,
                0));
  }

  /** A whole response is also compared with what the origin sent to its end. */
  private static Verdict verdict(Observation seen, Oracle oracle, ObjectHistory history) {
    return switch (Judge.judge(seen, oracle)) {
      case Verdict.Whole whole
          when seen.hasContent()
              && seen.head().status() == 200
              && !history.wasSentWhole(whole.states().first(), seen.endNanos()) ->
          new Verdict.Found(
              Anomaly.NEVER_WHOLE, "version " + whole.states().first() + " never came to its end");
      case Verdict other -> other;
    };
  }
}
