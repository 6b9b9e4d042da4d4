package dev.untorn.http;

import dev.untorn.config.LimitSettings;
import dev.untorn.http.accesslog.AccessLog;
import dev.untorn.metrics.Ledger;
import dev.untorn.version.VersionStore;
import dev.untorn.version.digest.Digester;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What all exchanges share. Everything lasts as long as the process, except the site, which may be
 * swapped at any time; requests under way keep theirs. The workers access files; they are bounded,
 * and may reject.
 */
public record ServerContext(
    LimitSettings limits,
    AtomicReference<Site> currentSite,
    VersionStore store,
    Digester digester,
    Executor workers,
    Ledger ledger,
    AccessLog accessLog,
    ConnectionCount connections,
    FilesBeingWritten filesBeingWritten) {
  Site site() {
    return currentSite.get();
  }

  /** Whether requests of all methods go on to an origin, with their bodies. */
  public boolean relays() {
    return site().origin().relays();
  }
}
