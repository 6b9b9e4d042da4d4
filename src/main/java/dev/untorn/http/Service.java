package dev.untorn.http;

import dev.untorn.config.Settings;
import dev.untorn.delivery.Transfers;
import dev.untorn.http.accesslog.AccessLog;
import dev.untorn.metrics.Ledger;
import dev.untorn.origin.Origin;
import dev.untorn.version.VersionStore;
import dev.untorn.version.digest.Digester;
import java.util.concurrent.Executor;

/**
 * What every exchange uses.
 *
 * @param digester of versions, for those who want their digests
 * @param workers threads for files; bounded, so that it may refuse
 * @param connections open now
 * @param filesBeingWritten that are refused because programs keep them open for writing
 */
public record Service(
    Settings settings,
    Origin origin,
    VersionStore store,
    Transfers transfers,
    Digester digester,
    Executor workers,
    Ledger ledger,
    AccessLog accessLog,
    ConnectionCount connections,
    FilesBeingWritten filesBeingWritten) {}
