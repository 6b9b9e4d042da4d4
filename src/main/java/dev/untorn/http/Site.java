package dev.untorn.http;

import dev.untorn.config.Settings;
import dev.untorn.delivery.Planner;
import dev.untorn.delivery.transfer.Transfers;
import dev.untorn.origin.Origin;
import dev.untorn.version.VersionStore;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The part of the configuration that can be swapped at run time. Each request is answered by the
 * site that was current when it came in, and waits {@code writerWait} while its file is being
 * written.
 */
public record Site(
    Origin origin, Planner planner, Transfers transfers, String cacheControl, Duration writerWait) {
  public static Site of(Settings settings, Origin origin, VersionStore store, Executor workers) {
    return new Site(
        origin,
        new Planner(store.knownDates(), settings.limits().rangesMax()),
        new Transfers(settings.serve().onModification(), workers),
        settings.serve().cacheControl(),
        settings.store().writerWait());
  }
}
