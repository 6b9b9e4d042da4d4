package dev.untorn.http;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Reading;
import dev.untorn.config.Settings;
import dev.untorn.config.SettingsReader;
import dev.untorn.delivery.Transfers;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.NamedDirectory;
import dev.untorn.linux.Opened;
import dev.untorn.metrics.Meters;
import dev.untorn.origin.Directory;
import dev.untorn.origin.DirectoryOptions;
import dev.untorn.origin.Policies;
import dev.untorn.version.Digester;
import dev.untorn.version.VersionStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What exchanges use, over a directory, without a server around it. */
final class TestService {
  private TestService() {}

  static Service of(Path directory, Meters meters, Executor workers) throws Exception {
    return of(Map.of("UNTORN_SERVE_DIRECTORY", directory.toString()), directory, meters, workers);
  }

  static Service of(
      Map<String, String> environment, Path directory, Meters meters, Executor workers)
      throws Exception {
    Reading reading = SettingsReader.read(Optional.empty(), environment, List.of());
    Settings settings = assertInstanceOf(Reading.Read.class, reading).settings();
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
    Directory origin = Directory.at(NamedDirectory.at(directory), options, (_, _) -> {});
    assertTrue(origin.open());
    return new Service(
        settings,
        origin,
        new VersionStore(settings.store(), root, Optional.empty(), workers, meters.ledger()),
        new Transfers(settings.serve().onModification(), workers),
        new Digester(workers, workers),
        workers,
        meters.ledger(),
        AccessLog.open(settings.log()),
        new ConnectionCount(100),
        new HeldFiles());
  }
}
