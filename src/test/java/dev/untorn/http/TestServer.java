package dev.untorn.http;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Settings;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.http.accesslog.AccessLog;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.NamedDirectory;
import dev.untorn.linux.file.Opened;
import dev.untorn.metrics.Meters;
import dev.untorn.origin.Policies;
import dev.untorn.origin.directory.Directory;
import dev.untorn.origin.directory.DirectoryOptions;
import dev.untorn.version.VersionStore;
import dev.untorn.version.digest.Digester;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/** What exchanges use, over a directory, without a server around it. */
final class TestServer {
  private TestServer() {}

  static ServerContext of(Path directory, Meters meters, Executor workers) throws Exception {
    return of(Map.of("UNTORN_SERVE_DIRECTORY", directory.toString()), directory, meters, workers);
  }

  static ServerContext of(
      Map<String, String> environment, Path directory, Meters meters, Executor workers)
      throws Exception {
    LoadResult loadResult = SettingsReader.read(Optional.empty(), environment, List.of());
    Settings settings = assertInstanceOf(LoadResult.Read.class, loadResult).settings();
    Opened opened = LinuxFile.openDirectory(directory);
    LinuxFile root = assertInstanceOf(Opened.File.class, opened).file();
    DirectoryOptions options =
        new DirectoryOptions(
            List.of(),
            true,
            Optional.empty(),
            LinuxFile.Symlinks.FOLLOWED,
            true,
            Policies.of(settings.serve(), settings.rules()));
    Directory origin = new Directory(NamedDirectory.at(directory), options, (_, _) -> {}, workers);
    assertTrue(origin.open());
    VersionStore store =
        new VersionStore(settings.store(), root, Optional.empty(), workers, meters.ledger());
    return new ServerContext(
        settings.limits(),
        new AtomicReference<>(Site.of(settings, origin, store, workers)),
        store,
        new Digester(workers, workers),
        workers,
        meters.ledger(),
        AccessLog.open(settings.log()),
        new ConnectionCount(100),
        new FilesBeingWritten());
  }
}
