package dev.untorn.lab.proxy;

import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.upstream.OriginKind;
import java.time.Duration;
import java.util.List;

/**
 * What to run.
 *
 * @param originPort where the origin listens; 0 for any free port
 * @param sizeBytes of the largest objects
 * @param perCell how long clients send requests
 */
public record ProxyPlan(
    List<ProxyTarget> targets,
    List<OriginKind> origins,
    List<ClientKind> clients,
    int originPort,
    long sizeBytes,
    Duration perCell,
    long seed) {
  /** Enough to catch a naive proxy; the time is the others'. */
  private static final Duration CONTROL_TIME_MAX = Duration.ofSeconds(10);

  public ProxyPlan {
    targets = List.copyOf(targets);
    origins = List.copyOf(origins);
    clients = List.copyOf(clients);
  }

  /** In running order. */
  public List<ProxyCell> cells() {
    return targets.stream()
        .flatMap(target -> origins.stream().map(origin -> new ProxyCell(target, origin, clients)))
        .toList();
  }

  /** The same, no longer than a control needs. */
  ProxyPlan forControls() {
    boolean longer = perCell.compareTo(CONTROL_TIME_MAX) > 0;
    return new ProxyPlan(
        targets,
        origins,
        clients,
        originPort,
        sizeBytes,
        longer ? CONTROL_TIME_MAX : perCell,
        seed);
  }

  /** The arms that must be caught: by what each of them believes. */
  public List<ProxyCell> controls() {
    return List.of(
        new ProxyCell(NaiveTarget.WHOLE, OriginKind.CUT_LENGTH, clients),
        new ProxyCell(NaiveTarget.PARTS, OriginKind.SWAP, clients),
        new ProxyCell(NaiveTarget.MIRRORS, OriginKind.MIRRORED, clients));
  }
}
