package dev.untorn.lab.target;

import dev.untorn.config.Settings;
import dev.untorn.config.StoreSettings;
import dev.untorn.config.key.Keys;
import dev.untorn.config.load.CliValue;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.lab.check.Promise;
import dev.untorn.lab.check.Promise.Retention;
import dev.untorn.lab.history.LoggedExchange;
import dev.untorn.lab.link.Link;
import dev.untorn.server.Server;
import dev.untorn.server.Server.Startup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

final class RunningUntorn implements RunningServer {
  private final UntornTarget target;
  private final Link link;
  private final Path directory;
  private final Path logFile;
  private final ServerLog log;
  private final int port;
  private volatile Server server;
  private volatile boolean restarted;
  private long evictionsBefore;

  /** Starts it on a free port. */
  RunningUntorn(UntornTarget target, Link link, Path directory, Path logFile) throws IOException {
    this.target = target;
    this.link = link;
    this.directory = directory;
    this.logFile = logFile;
    this.log = new ServerLog(logFile);
    this.server = start(0);
    this.port = server.port();
  }

  private Server start(int atPort) throws IOException {
    Settings settings = settings(atPort);
    return switch (link.atServer(() -> target.start().apply(settings))) {
      case Startup.Started(Server started) -> started;
      case Startup.Refused(String problem) -> throw new IOException(problem);
    };
  }

  private Settings settings(int atPort) {
    List<CliValue> values =
        Stream.of(
                List.of("network.bind", link.serverAddress().getHostAddress()),
                List.of("network.copying-devices", link.copyingDevice().orElse("")),
                List.of("serve.directory", directory.toString()),
                List.of("serve.mode", UntornTarget.label(target.mode())),
                List.of("serve.while-writing", UntornTarget.label(target.whileWriting())),
                List.of("network.port", String.valueOf(atPort)),
                List.of("admin.port", "0"),
                List.of("log.access", logFile.toString()),
                List.of("log.format", "json"))
            .map(pair -> new CliValue(Keys.named(pair.get(0)), pair.get(1), "lab"))
            .toList();
    return switch (SettingsReader.read(Optional.empty(), Map.of(), values)) {
      case LoadResult.Read(Settings settings, var _, var _, var _) -> settings;
      case LoadResult.Invalid(var problems) -> throw new IllegalStateException(problems.toString());
    };
  }

  /** The level of the startup report. Retention is not promised after a restart or an eviction. */
  @Override
  public Promise promise() throws IOException {
    int level = server.startupReport().promisedLevel();
    String reason = String.join("; ", server.startupReport().remedies());
    long evictions = scrape(MetricsReader.EVICTIONS).orElse(0);
    boolean hadRoom = evictions == evictionsBefore;
    evictionsBefore = evictions;
    if (level < Promise.PINNED || restarted || !hadRoom) {
      return new Promise(Math.min(level, Promise.PINNED - 1), Retention.NONE, reason);
    }
    StoreSettings store = settings(port).store();
    return new Promise(
        level, new Retention(store.pinTime().toNanos(), store.pinned().bytes()), reason);
  }

  @Override
  public Path file(String name) {
    return directory.resolve(name);
  }

  @Override
  public URI uri(String name) throws IOException {
    return RunningServer.uri(link, port, name);
  }

  @Override
  public OptionalLong modificationsNoticed() throws IOException {
    // Counters start at zero after a restart.
    return restarted || target.stops() ? OptionalLong.empty() : scrape(MetricsReader.MODIFICATIONS);
  }

  /** Metrics are served on the loopback device of the server's network namespace. */
  private OptionalLong scrape(String counter) throws IOException {
    return link.atServer(() ->
        server
            .startupReport()
            .adminUrl()
            .map(url -> MetricsReader.counter(URI.create(url).resolve("/metrics"), counter))
            .orElse(OptionalLong.empty()));
  }

  @Override
  public Map<Long, LoggedExchange> loggedExchanges(Set<Long> serials) throws IOException {
    return log.exchanges(serials);
  }

  @Override
  public boolean canRestart() {
    return target.stops();
  }

  @Override
  public void restart() throws IOException {
    restarted = true;
    server.stop();
    server = start(port);
  }

  @Override
  public void close() {
    server.stop();
    try {
      Files.delete(logFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
