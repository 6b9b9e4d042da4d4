package dev.untorn.http;

import dev.untorn.config.LimitSettings;
import dev.untorn.http.accesslog.AccessLog;
import dev.untorn.metrics.Ledger;
import dev.untorn.version.VersionStore;
import dev.untorn.version.digest.Digester;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What every exchange uses: limits, pools and books, which stay as long as the process, and the
 * site, which may be swapped at any time.
 *
 * @param currentSite what is served from now on; requests under way keep theirs
 * @param digester of versions, for those who want their digests
 * @param workers threads for files; bounded, so that it may refuse
 * @param connections open now
 * @param filesBeingWritten that are refused because programs keep them open for writing
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
  /** The site for a request that has just come in. */
  Site site() {
    return currentSite.get();
  }
}
