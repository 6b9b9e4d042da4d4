package dev.untorn.cli.warm;

import dev.untorn.cli.HelpOption;
import dev.untorn.warm.Warming.Load;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** How much is asked of the proxy, and where it is. */
final class WarmOptions extends HelpOption {
  /** More of one client than {@code proxy.connections} has for an origin bring nothing. */
  private static final int CONNECTIONS_MAX = 64;

  @Option(
      names = "--connect",
      paramLabel = "HOST:PORT",
      description = "where the proxy is, if not where its URL says")
  private Optional<String> connect = Optional.empty();

  @Option(
      names = {"-c", "--connections"},
      paramLabel = "N",
      description = "objects that are fetched at once, at most 64 (default: 4)")
  private int connections = 4;

  @Option(
      names = {"-R", "--rate"},
      paramLabel = "N",
      description = "objects that are begun in a second, at most (default: no bound)")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "for a head, and for the next bytes of a body; longer than a whole fetch where rules say"
              + " deliver: proven (default: 600)")
  private int timeoutSeconds = 600;

  @Option(names = "--quiet", description = "no progress", order = 98)
  private boolean quiet;

  Optional<String> problem() {
    if (connections < 1 || connections > CONNECTIONS_MAX) {
      return Optional.of("--connections is between 1 and " + CONNECTIONS_MAX);
    }
    if (rate.filter(each -> !(each > 0)).isPresent()) {
      return Optional.of("--rate is above 0");
    }
    return timeoutSeconds > 0 ? Optional.empty() : Optional.of("--timeout is above 0");
  }

  Optional<String> connect() {
    return connect;
  }

  boolean isQuiet() {
    return quiet;
  }

  Load load() {
    return new Load(
        connections,
        rate.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
        Duration.ofSeconds(timeoutSeconds));
  }
}
