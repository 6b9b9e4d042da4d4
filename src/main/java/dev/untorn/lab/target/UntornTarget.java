package dev.untorn.lab.target;

import dev.untorn.config.Mode;
import dev.untorn.config.Settings;
import dev.untorn.config.WhileWriting;
import dev.untorn.config.key.Keys;
import dev.untorn.config.load.CliValue;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.lab.link.Link;
import dev.untorn.server.Server;
import dev.untorn.server.Startup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Untorn itself, in this process.
 *
 * @param stops whether it is stopped and started again in the middle of transfers
 * @param start starts a server
 */
public record UntornTarget(
    Mode mode, WhileWriting whileWriting, boolean stops, Function<Settings, Startup> start)
    implements Target {
  /** The server as it is. */
  public UntornTarget(Mode mode, WhileWriting whileWriting, boolean stops) {
    this(mode, whileWriting, stops, Server::start);
  }

  /** A mode, as it is by default. */
  public UntornTarget(Mode mode) {
    this(mode, WhileWriting.COMMITTED, false);
  }

  @Override
  public String name() {
    return label(mode)
        + (whileWriting == WhileWriting.COMMITTED ? "" : " " + label(whileWriting))
        + (stops ? " (stopped)" : "");
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Served serve(Path directory, Link link) throws IOException {
    Path log = Files.createTempFile("untorn-lab-", ".log");
    try {
      return new RunningUntorn(
          this, link, directory, log, port -> settings(directory, log, link, port));
    } catch (IOException e) {
      Files.delete(log);
      throw e;
    }
  }

  private Settings settings(Path directory, Path log, Link link, int port) {
    List<CliValue> cliValue =
        List.of(
            chosen("network.bind", link.serverAddress().getHostAddress()),
            chosen("network.copying-devices", link.copyingDevice().orElse("")),
            chosen("serve.directory", directory.toString()),
            chosen("serve.mode", label(mode)),
            chosen("serve.while-writing", label(whileWriting)),
            chosen("network.port", String.valueOf(port)),
            chosen("admin.port", "0"),
            chosen("log.access", log.toString()),
            chosen("log.format", "json"));
    return switch (SettingsReader.read(Optional.empty(), Map.of(), cliValue)) {
      case LoadResult.Read(Settings settings, var _, var _) -> settings;
      case LoadResult.Invalid(var problems) -> throw new IllegalStateException(problems.toString());
    };
  }

  private static CliValue chosen(String key, String text) {
    return new CliValue(Keys.named(key), text, "lab");
  }
}
