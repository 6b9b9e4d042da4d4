package dev.untorn.lab.proxy;

import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.upstream.OriginKind;
import dev.untorn.lab.upstream.OriginKind.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to run.
 *
 * @param originPort where the origin listens; 0 for any free port
 * @param sizes of objects
 * @param perCell how long clients send requests
 */
public record ProxyPlan(
    List<ProxyTarget> targets,
    List<OriginKind> origins,
    List<ClientKind> clients,
    int originPort,
    Sizes sizes,
    Duration perCell,
    long seed) {
  /** Enough to catch a naive proxy; the time is the others'. */
  private static final Duration CONTROL_TIME = Duration.ofSeconds(3);

  /**
   * The sizes of objects.
   *
   * @param bytes of the largest that are often asked for as a whole
   * @param largeBytes of a few others, of which clients mostly ask for parts
   */
  public record Sizes(long bytes, long largeBytes) {}

  public ProxyPlan {
    targets = List.copyOf(targets);
    origins = List.copyOf(origins);
    clients = List.copyOf(clients);
  }

  /** In running order: each proxy in front of the origins whose protocol it speaks. */
  public List<ProxyCell> cells() {
    return targets.stream()
        .flatMap(target ->
            origins.stream()
                .filter(origin -> target.speaks(origin.protocol()))
                .map(origin -> cell(target, origin)))
        .toList();
  }

  private ProxyCell cell(ProxyTarget target, OriginKind origin) {
    return new ProxyCell(
        target,
        origin,
        clients.stream().filter(it -> it != ClientKind.PURGE || target.purges()).toList());
  }

  /** The same, for as long as a control needs. */
  ProxyPlan forControls() {
    return new ProxyPlan(targets, origins, clients, originPort, sizes, CONTROL_TIME, seed);
  }

  /** The arms that must be caught, each by what it does wrong; none for what is not judged. */
  List<NaiveTarget> controls() {
    return Stream.of(NaiveTarget.values()).filter(this::isNeeded).toList();
  }

  ProxyCell cell(NaiveTarget control) {
    return new ProxyCell(control, control.origin(), clientsOf(control));
  }

  /** Of the proxies and the controls. */
  int cellCount() {
    return cells().size() + controls().size();
  }

  /** All, or those alone that show what it does wrong. */
  private List<ClientKind> clientsOf(NaiveTarget control) {
    return switch (control) {
      case WHOLE, PARTS, MIRRORS, VERSIONS -> cell(control, control.origin()).clients();
      case TAGS -> List.of(ClientKind.SEGMENTS);
      case PURGES -> List.of(ClientKind.FAST, ClientKind.PURGE);
    };
  }

  private boolean isNeeded(NaiveTarget control) {
    return switch (control) {
      case WHOLE, PARTS, MIRRORS -> true;
      case TAGS -> clients.contains(ClientKind.SEGMENTS);
      case PURGES ->
          clients.contains(ClientKind.PURGE) && targets.stream().anyMatch(ProxyTarget::purges);
      case VERSIONS -> cells().stream().anyMatch(cell -> cell.origin().protocol() == Protocol.S3);
    };
  }
}
