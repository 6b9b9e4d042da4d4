package dev.untorn.server;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.untorn.http.ServerContext;
import dev.untorn.metrics.Meters.Scrape;
import dev.untorn.origin.Purge;
import dev.untorn.origin.PurgeScope;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

final class Health implements AdminServerSources {
  /** If less than a twentieth is free, a burst of new clients could exhaust them. */
  private static final long DESCRIPTORS_FREE_SHARE = 20;

  private final Components components;
  private volatile boolean stopping;

  Health(Components components) {
    this.components = components;
  }

  void stopping() {
    stopping = true;
  }

  @Override
  public Scrape scrape(String accept) {
    return components.meters().scrape(accept);
  }

  @Override
  public long loopOverdueNanos() {
    return components.meters().loopOverdueNanos();
  }

  @Override
  public Readiness readiness() {
    if (stopping) {
      return Readiness.STOPPING;
    }
    ServerContext context = components.context();
    return context.connections().open() >= context.limits().connections() || isShortOfDescriptors()
        ? Readiness.SATURATED
        : Readiness.SERVING;
  }

  /** Each connection uses one, and each file of its answers. */
  private static boolean isShortOfDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && isShort(system.getOpenFileDescriptorCount(), system.getMaxFileDescriptorCount());
  }

  static boolean isShort(long open, long max) {
    return open > max - max / DESCRIPTORS_FREE_SHARE;
  }

  @Override
  public int dropVersions(Predicate<String> name) {
    return components.context().store().drop(name);
  }

  @Override
  public CompletionStage<Purge> purge(PurgeScope scope) {
    ServerContext context = components.context();
    return context
        .currentSite()
        .get()
        .origin()
        .purge(scope)
        .thenApply(result -> {
          switch (result) {
            case Purge.Done(var _, String name) -> {
              var _ = context.store().drop(name::equals);
            }
            case Purge.Banned(var _, Predicate<String> names) -> {
              var _ = context.store().drop(names);
            }
            case Purge.TooLong _, Purge.Unknown _, Purge.Unsupported _, Purge.Failed _ -> {}
          }
          return result;
        });
  }
}
