package dev.untorn.server;

import dev.untorn.config.Settings;
import dev.untorn.metrics.Scrape;

/** What the admin server tells of a running server. */
final class Health implements AdminServerSources {
  private final Parts parts;
  private final int connectionsMax;
  private volatile boolean stopping;

  Health(Parts parts, Settings settings) {
    this.parts = parts;
    this.connectionsMax = settings.limits().connections();
  }

  /** From now on no request should be sent here. */
  void stopping() {
    stopping = true;
  }

  @Override
  public Scrape scrape(String accept) {
    return parts.meters().scrape(accept);
  }

  @Override
  public long loopOverdueNanos() {
    return parts.meters().loopOverdueNanos();
  }

  @Override
  public Readiness readiness() {
    if (stopping) {
      return Readiness.STOPPING;
    }
    return parts.connections().open() >= connectionsMax ? Readiness.SATURATED : Readiness.SERVING;
  }
}
