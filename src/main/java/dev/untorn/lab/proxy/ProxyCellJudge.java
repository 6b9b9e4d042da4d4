package dev.untorn.lab.proxy;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Oracle;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.proxy.ProxyRecording.Received;
import dev.untorn.lab.upstream.ObjectHistory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges a cell's recording, object by object. Pure. */
final class ProxyCellJudge {
  private final ProxyCell cell;
  private final ProxyRecording recording;
  private final Map<ClientKind, VerdictCounts> clients = new EnumMap<>(ClientKind.class);
  private ProxyEvidence evidence;
  private final Map<Anomaly, String> details = new EnumMap<>(Anomaly.class);
  private Optional<Observation> example = Optional.empty();

  ProxyCellJudge(ProxyCell cell, ProxyRecording recording) {
    this.cell = cell;
    this.recording = recording;
    this.evidence = ProxyEvidence.ofCell(recording.purges().size(), recording.restarts());
    cell.clients().forEach(client -> clients.put(client, VerdictCounts.NONE));
  }

  ProxyCellResult judge() {
    recording.received().stream()
        .collect(Collectors.groupingBy(Received::object))
        .forEach(this::judge);
    return new ProxyCellResult(cell, clients, evidence, details, example, recording.failure());
  }

  private void judge(int number, List<Received> received) {
    long end = received.stream().mapToLong(one -> one.seen().endNanos()).max().orElse(0);
    ObjectHistory history = recording.origin().history(number, end);
    Oracle oracle = new Oracle(history.model(), history.commits(), history.tags());
    ObjectJudge judge =
        new ObjectJudge(
            cell.origin(),
            recording.stopped(),
            oracle,
            history,
            PurgePromises.of(recording.purges(), history, oracle));
    List<Verdict> verdicts = new ArrayList<>();
    for (Received one : received) {
      Verdict verdict = judge.verdict(one.seen());
      verdicts.add(verdict);
      if (verdict instanceof Verdict.Found(Anomaly anomaly, String detail)) {
        details.putIfAbsent(anomaly, describe(one, detail));
      }
      clients.computeIfPresent(one.client(), (_, counts) -> counts.with(verdict));
      if (verdict.deceives() && one.seen().hasContent()) {
        example = example.or(() -> Optional.of(one.seen()));
      }
    }
    evidence = evidence.plus(evidence(history, received, verdicts, judge));
  }

  private static ProxyEvidence evidence(
      ObjectHistory history, List<Received> received, List<Verdict> verdicts, ObjectJudge judge) {
    boolean answered =
        verdicts.stream().anyMatch(it -> it instanceof Verdict.Whole || it.deceives());
    return new ProxyEvidence(
        history.requests(),
        history.bytes(),
        history.faults(),
        answered && history.faults() > 0 ? 1 : 0,
        received.stream().filter(one -> one.seen().question() == Question.JOINED).count(),
        0,
        received.stream().filter(one -> judge.promises().bind(one.seen())).count(),
        0);
  }

  private static String describe(Received one, String detail) {
    Observation seen = one.seen();
    return "object %d, client %s (%s), status %d: %s"
        .formatted(
            one.object(),
            one.client().label(),
            seen.question().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            seen.head().status(),
            detail);
  }
}
