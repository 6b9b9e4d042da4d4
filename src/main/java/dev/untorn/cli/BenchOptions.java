package dev.untorn.cli;

import dev.untorn.bench.load.Shape;
import dev.untorn.config.Size;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How hard and how long servers are loaded, from the command line. */
final class BenchOptions {
  /** Several are compared in as many; a server alone needs no more than one. */
  private static final int ROUNDS_COMPARED = 5;

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(ms|s|m|h)");

  @Option(
      names = {"-c", "--connections"},
      paramLabel = "N",
      description = "open at once (default: 64)")
  private int connections = 64;

  @Option(
      names = "--idle",
      paramLabel = "N",
      description = "further connections, open and silent (default: 0)")
  private int idle;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      description = "for each server and case, all rounds together (default: 10s)")
  private String duration = "10s";

  @Option(
      names = {"-t", "--threads"},
      paramLabel = "N",
      description = "of the generator (default: 1)")
  private int threads = 1;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      description = "uncounted, before; a tenth of it before further rounds (default: 2s)")
  private String warmup = "2s";

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "in each of which every server has its turn (default: 5, of one server 1)")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = {"-R", "--rate"},
      paramLabel = "N",
      description =
          "requests a second, whether or not the server keeps up: the open model. Latency counts"
              + " from when a request was due")
  private Optional<Double> rate = Optional.empty();

  @Option(names = "--pipeline", paramLabel = "N", description = "requests at once on a connection")
  private int pipeline = 1;

  @Option(names = "--no-keep-alive", description = "a connection for each request")
  private boolean noKeepAlive;

  @Option(
      names = "--read-rate",
      paramLabel = "SIZE",
      description = "a second, of each connection: slow readers, as 64KiB")
  private Optional<String> readRate = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "for a connection, and of a server's silence within a response: an error, whose wait"
              + " counts as latency (default: 10s)")
  private String timeout = "10s";

  @Option(
      names = "--verify",
      description =
          "check every body: all of one entity tag alike, and those of DIR as the file; lengths are"
              + " always checked")
  private boolean verify;

  /**
   * As given.
   *
   * @throws IllegalArgumentException with what the user is to read
   */
  Shape shape() {
    positive("--connections", connections);
    positive("--threads", threads);
    positive("--pipeline", pipeline);
    check(idle >= 0, "--idle is not below 0");
    check(idle == 0 || !noKeepAlive, "--idle needs kept connections");
    check(threads <= connections, "--threads: no more than --connections");
    check(pipeline == 1 || !noKeepAlive, "--pipeline needs kept connections");
    check(rate.isEmpty() || rate.get() > 0, "--rate is above 0");
    return new Shape(
        connections,
        idle,
        threads,
        pipeline,
        !noKeepAlive,
        rate.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        readRate
            .map(text -> OptionalLong.of(size("--read-rate", text)))
            .orElse(OptionalLong.empty()),
        verify,
        timeout());
  }

  private Duration timeout() {
    Duration time = time("--timeout", timeout);
    check(time.isPositive(), "--timeout is above 0");
    return time;
  }

  boolean isKeepAlive() {
    return !noKeepAlive;
  }

  Duration duration() {
    Duration whole = time("--duration", duration);
    check(whole.isPositive(), "--duration is above 0");
    return whole;
  }

  Duration warmup() {
    return time("--warmup", warmup);
  }

  int rounds(int servers) {
    int count = rounds.orElse(servers == 1 ? 1 : ROUNDS_COMPARED);
    positive("--rounds", count);
    return count;
  }

  static long size(String option, String text) {
    long bytes =
        Size.parse(text)
            .orElseThrow(() -> new IllegalArgumentException(option + ": no size: " + text))
            .bytes();
    check(bytes > 0, option + " is above 0");
    return bytes;
  }

  private static Duration time(String option, String text) {
    Matcher matcher = DURATION.matcher(text);
    check(matcher.matches(), option + ": a time such as 10s or 500ms, not " + text);
    double seconds =
        switch (matcher.group(2)) {
          case "ms" -> 1e-3;
          case "s" -> 1;
          case "m" -> 60;
          default -> 3600;
        };
    return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * seconds * 1e9));
  }

  private static void positive(String option, int value) {
    check(value > 0, option + " is above 0");
  }

  static void check(boolean right, String wrong) {
    if (!right) {
      throw new IllegalArgumentException(wrong);
    }
  }
}
