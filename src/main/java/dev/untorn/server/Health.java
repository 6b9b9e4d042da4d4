package dev.untorn.server;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.untorn.config.Settings;
import dev.untorn.metrics.Scrape;
import java.lang.management.ManagementFactory;
import java.util.function.Predicate;

/** What the admin server tells of a running server. */
final class Health implements AdminServerSources {
  /** With less than a twentieth of them free, a burst of new clients would find none. */
  private static final long DESCRIPTORS_FREE_SHARE = 20;

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
    return parts.connections().open() >= connectionsMax || isShortOfDescriptors()
        ? Readiness.SATURATED
        : Readiness.SERVING;
  }

  /** Each connection takes one, and each file of its answers. */
  private static boolean isShortOfDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && isShort(system.getOpenFileDescriptorCount(), system.getMaxFileDescriptorCount());
  }

  static boolean isShort(long open, long max) {
    return open > max - max / DESCRIPTORS_FREE_SHARE;
  }

  @Override
  public int dropVersions(Predicate<String> name) {
    return parts.store().drop(name);
  }
}
