package dev.untorn.lab.proxy;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.load.ClientKind;
import java.util.Map;
import java.util.Optional;

/**
 * A judged cell. What is wrong with a response that its client accepts breaks the promise of every
 * proxy: to give what the origin gave.
 *
 * @param details of the first response with each anomaly
 * @param example a body that is wrong, if there was one
 * @param failure why the cell proves less than it should
 */
public record ProxyCellResult(
    ProxyCell cell,
    Map<ClientKind, VerdictCounts> clients,
    ProxyEvidence evidence,
    Map<Anomaly, String> details,
    Optional<Observation> example,
    Optional<String> failure) {
  public ProxyCellResult {
    clients = Map.copyOf(clients);
    details = Map.copyOf(details);
  }

  static ProxyCellResult failed(ProxyCell cell, String why) {
    return new ProxyCellResult(
        cell, Map.of(), ProxyEvidence.NONE, Map.of(), Optional.empty(), Optional.of(why));
  }

  public VerdictCounts counts() {
    return clients.values().stream().reduce(VerdictCounts.NONE, VerdictCounts::plus);
  }

  public VerdictCounts counts(ClientKind kind) {
    return clients.getOrDefault(kind, VerdictCounts.NONE);
  }

  public ProxyStanding standing() {
    if (counts().deceived() > 0) {
      return ProxyStanding.BROKEN;
    }
    if (unclear().isPresent()) {
      return ProxyStanding.UNKNOWN;
    }
    return evidence.metObjects() > 0 ? ProxyStanding.KEPT : ProxyStanding.AVOIDED;
  }

  /** The gap in the evidence, if any. */
  public Optional<String> unclear() {
    VerdictCounts counts = counts();
    if (failure.isPresent()) {
      return failure;
    }
    if (counts.unknown() > 0) {
      return Optional.of(
          counts.unknown()
              + " responses could not be judged: "
              + counts.unknownReason().orElse(""));
    }
    boolean answered = counts.answers() > 0;
    if (!answered && !isRefused(counts)) {
      return Optional.of("no response that a client accepts");
    }
    boolean unasked = cell.origin().isAvoidable() && evidence.faults() == 0;
    return evidence.metObjects() == 0 && answered && !unasked
        ? Optional.of("no response about an object with a fault of its origin")
        : Optional.empty();
  }

  private boolean isRefused(VerdictCounts counts) {
    return cell.origin().isUnframed() && counts.count(Anomaly.REFUSED) > 0;
  }
}
