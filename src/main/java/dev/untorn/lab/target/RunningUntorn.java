package dev.untorn.lab.target;

import dev.untorn.config.Settings;
import dev.untorn.config.StoreSettings;
import dev.untorn.lab.check.Keeping;
import dev.untorn.lab.check.Ladder;
import dev.untorn.lab.check.Promise;
import dev.untorn.lab.history.Account;
import dev.untorn.lab.link.Link;
import dev.untorn.server.Server;
import dev.untorn.server.Startup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;

/** Untorn at work, until it is closed. */
final class RunningUntorn implements Served {
  private final UntornTarget target;
  private final Link link;
  private final Path directory;
  private final Path logFile;
  private final ServerLog log;
  private final IntFunction<Settings> settings;
  private final int port;
  private volatile Server server;
  private volatile boolean restarted;
  private long evictionsBefore;

  /**
   * Starts it.
   *
   * @param settings for a port
   */
  RunningUntorn(
      UntornTarget target, Link link, Path directory, Path logFile, IntFunction<Settings> settings)
      throws IOException {
    this.target = target;
    this.link = link;
    this.directory = directory;
    this.logFile = logFile;
    this.log = new ServerLog(logFile);
    this.settings = settings;
    this.server = start(settings.apply(0), link);
    this.port = server.port();
  }

  private Server start(Settings settings, Link link) throws IOException {
    return switch (link.atServer(() -> target.start().apply(settings))) {
      case Startup.Started(Server started) -> started;
      case Startup.Refused(String problem) -> throw new IOException(problem);
    };
  }

  /** What the server itself says; versions that it keeps end with it, and where room is short. */
  @Override
  public Promise promise() throws IOException {
    int level = server.startupReport().promisedLevel();
    String reason = String.join("; ", server.startupReport().remedies());
    long evictions = scrape(Scrape.EVICTIONS).orElse(0);
    boolean hadRoom = evictions == evictionsBefore;
    evictionsBefore = evictions;
    if (level < Ladder.PINNED || restarted || !hadRoom) {
      return new Promise(Math.min(level, Ladder.PINNED - 1), Keeping.NONE, reason);
    }
    StoreSettings store = settings.apply(port).store();
    Keeping keeping = new Keeping(store.pinTime().toNanos(), store.pinned().bytes());
    return new Promise(level, keeping, reason);
  }

  @Override
  public Path file(String name) {
    return directory.resolve(name);
  }

  @Override
  public URI uri(String name) throws IOException {
    return Served.uri(link, port, name);
  }

  @Override
  public OptionalLong modificationsNoticed() throws IOException {
    // What was counted before a restart is not counted any more.
    return restarted || target.stops() ? OptionalLong.empty() : scrape(Scrape.MODIFICATIONS);
  }

  /** Metrics are told on the loopback device of the server's end. */
  private OptionalLong scrape(String counter) throws IOException {
    return link.atServer(() ->
        server
            .startupReport()
            .adminUrl()
            .map(url -> Scrape.counter(URI.create(url).resolve("/metrics"), counter))
            .orElse(OptionalLong.empty()));
  }

  @Override
  public Map<Long, Account> accounts(Set<Long> serials) throws IOException {
    return log.accounts(serials);
  }

  @Override
  public boolean canRestart() {
    return target.stops();
  }

  @Override
  public void restart() throws IOException {
    restarted = true;
    server.stop();
    server = start(settings.apply(port), link);
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
