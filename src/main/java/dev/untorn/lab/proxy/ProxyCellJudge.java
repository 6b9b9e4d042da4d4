package dev.untorn.lab.proxy;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Judge;
import dev.untorn.lab.check.Oracle;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.proxy.ProxyRecording.Received;
import dev.untorn.lab.upstream.ObjectHistory;
import dev.untorn.lab.upstream.OriginKind;
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
    this.evidence = new ProxyEvidence(0, 0, 0, 0, recording.restarts());
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
    List<Verdict> verdicts = new ArrayList<>();
    for (Received one : received) {
      Verdict verdict = verdict(one.seen(), oracle, history);
      verdicts.add(verdict);
      if (verdict instanceof Verdict.Found(Anomaly anomaly, String detail)) {
        details.putIfAbsent(anomaly, describe(one, detail));
      }
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

  /** A whole response is also compared with what the origin sent to its end. */
  private Verdict verdict(Observation seen, Oracle oracle, ObjectHistory history) {
    return switch (Judge.judge(seen, oracle)) {
      case Verdict.Found(Anomaly anomaly, _)
          when anomaly == Anomaly.UNREACHED && recording.restarts() > 0 ->
          new Verdict.NothingToJudge(0);
      case Verdict.Found(Anomaly anomaly, String detail)
          when anomaly == Anomaly.TORN && cell.origin() == OriginKind.DAMAGED ->
          new Verdict.Found(Anomaly.DAMAGED, detail);
      case Verdict.Found(Anomaly anomaly, _)
          when anomaly == Anomaly.RESUME_SPLICE && (isIfMatchIgnored(seen) || beganDamaged()) ->
          new Verdict.NothingToJudge(seen.head().status());
      case Verdict.Whole whole
          when seen.hasContent()
              && seen.head().status() == 200
              && !history.wasSentWhole(whole.states().first(), seen.endNanos()) ->
          new Verdict.Found(
              Anomaly.NEVER_WHOLE, "version " + whole.states().first() + " never came to its end");
      case Verdict other -> other;
    };
  }

  /** What a client did not wait for is sent before its digest can be known. */
  private boolean beganDamaged() {
    return cell.origin() == OriginKind.DAMAGED;
  }

  /** If-Match does not apply to a cache (RFC 9111, 4.3.2); the client sees another tag. */
  private static boolean isIfMatchIgnored(Observation seen) {
    return seen.question() == Question.IF_MATCH
        && !seen.head().tag().equals(seen.basis().flatMap(begun -> begun.head().tag()));
  }
}
