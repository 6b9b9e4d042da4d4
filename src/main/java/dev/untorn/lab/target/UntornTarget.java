package dev.untorn.lab.target;

import dev.untorn.config.Mode;
import dev.untorn.config.Settings;
import dev.untorn.config.WhileWriting;
import dev.untorn.lab.link.Link;
import dev.untorn.server.Server;
import dev.untorn.server.Server.Startup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/**
 * Untorn, in this process.
 *
 * @param stops whether it is restarted in mid-transfer
 */
public record UntornTarget(
    Mode mode, WhileWriting whileWriting, boolean stops, Function<Settings, Startup> start)
    implements Target {
  public UntornTarget(Mode mode, WhileWriting whileWriting, boolean stops) {
    this(mode, whileWriting, stops, Server::start);
  }

  public UntornTarget(Mode mode) {
    this(mode, WhileWriting.COMMITTED, false);
  }

  @Override
  public String name() {
    return label(mode)
        + (whileWriting == WhileWriting.COMMITTED ? "" : " " + label(whileWriting))
        + (stops ? " (stopped)" : "");
  }

  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public RunningServer serve(Path directory, Link link) throws IOException {
    Path log = Files.createTempFile("untorn-lab-", ".log");
    try {
      return new RunningUntorn(this, link, directory, log);
    } catch (IOException e) {
      Files.delete(log);
      throw e;
    }
  }
}
