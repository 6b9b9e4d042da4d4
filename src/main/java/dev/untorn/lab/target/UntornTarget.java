package dev.untorn.lab.target;

import dev.untorn.config.Chosen;
import dev.untorn.config.Keys;
import dev.untorn.config.Mode;
import dev.untorn.config.Reading;
import dev.untorn.config.Settings;
import dev.untorn.config.SettingsReader;
import dev.untorn.lab.history.Account;
import dev.untorn.server.Server;
import dev.untorn.server.Startup;
import dev.untorn.lab.link.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Untorn itself, in one of its modes, in this process. */
public record UntornTarget(Mode mode) implements Target {
  @Override
  public String name() {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int promisedLevel() {
    return switch (mode) {
      case SENDFILE -> 1;
      case AUTO, SNAPSHOT, GUARDED -> 4;
    };
  }

  @Override
  public Served serve(Path directory, Link link) throws IOException {
    Path log = Files.createTempFile("untorn-lab-", ".log");
    Settings settings = settings(directory, log, link);
    return switch (link.atServer(() -> Server.start(settings))) {
      case Startup.Started(Server server) ->
          new Running(server, link, directory, log, new ServerLog(log));
      case Startup.Refused(String problem) -> {
        Files.delete(log);
        throw new IOException(problem);
      }
    };
  }

  private Settings settings(Path directory, Path log, Link link) {
    List<Chosen> chosen =
        List.of(
            chosen("network.bind", link.serverAddress().getHostAddress()),
            chosen("network.copying-devices", link.copyingDevice().orElse("")),
            chosen("serve.directory", directory.toString()),
            chosen("serve.mode", name()),
            chosen("network.port", "0"),
            chosen("admin.port", "0"),
            chosen("log.access", log.toString()),
            chosen("log.format", "json"));
    return switch (SettingsReader.read(Optional.empty(), Map.of(), chosen)) {
      case Reading.Read(Settings settings, var _, var _) -> settings;
      case Reading.Invalid(var problems) -> throw new IllegalStateException(problems.toString());
    };
  }

  private static Chosen chosen(String key, String text) {
    return new Chosen(Keys.named(key), text, "lab");
  }

  private record Running(Server server, Link link, Path directory, Path logFile, ServerLog log)
      implements Served {
    @Override
    public Path file(String name) {
      return directory.resolve(name);
    }

    @Override
    public URI uri(String name) {
      return Served.uri(link, server.port(), name);
    }

    @Override
    public OptionalLong modificationsNoticed() throws IOException {
      // Metrics are told on the loopback device of the server's end.
      return link.atServer(() ->
          server
              .facts()
              .adminUrl()
              .map(url -> Scrape.modifications(URI.create(url).resolve("/metrics")))
              .orElse(OptionalLong.empty()));
    }

    @Override
    public Map<Long, Account> accounts(Set<Long> serials) throws IOException {
      return log.accounts(serials);
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
}
