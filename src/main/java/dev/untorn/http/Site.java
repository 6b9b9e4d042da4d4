package dev.untorn.http;

import dev.untorn.config.Settings;
import dev.untorn.delivery.Planner;
import dev.untorn.delivery.transfer.Transfers;
import dev.untorn.origin.Origin;
import dev.untorn.version.VersionStore;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What is served, and by which rules: all of the configuration that can be swapped while requests
 * are answered. Each request is answered by one site, the one that was current when it came in.
 *
 * @param origin where its files come from, by its policies
 * @param planner what of a version a request gets
 * @param transfers how a version's bytes are sent
 * @param cacheControl the field's value; empty for none
 * @param writerWait how long a request waits for whoever writes its file
 */
public record Site(
    Origin origin, Planner planner, Transfers transfers, String cacheControl, Duration writerWait) {
  /** That of some settings. */
  public static Site of(Settings settings, Origin origin, VersionStore store, Executor workers) {
    return new Site(
        origin,
        new Planner(store.knownDates(), settings.limits().rangesMax()),
        new Transfers(settings.serve().onModification(), workers),
        settings.serve().cacheControl(),
        settings.store().writerWait());
  }
}
