package dev.untorn.cli.bench;

import dev.untorn.bench.load.LoadProfile;
import dev.untorn.config.Size;
import dev.untorn.linux.Machine;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options for load and duration. */
final class BenchOptions {
  /** Enough rounds to tell differences of servers from noise; a single server needs one. */
  private static final int ROUNDS_COMPARED = 5;

  /** For classes, event loops and reports: without, failed connections cannot even be counted. */
  private static final int OTHER_DESCRIPTORS = 128;

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(ms|s|m|h)");

  @Option(
      names = {"-c", "--connections"},
      paramLabel = "N",
      description = "connections that send requests (default: 64)")
  private int connections = 64;

  @Option(
      names = "--idle",
      paramLabel = "N",
      description = "further connections that stay open and idle (default: 0)")
  private int idle;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      description = "time to measure each server and case, all rounds together (default: 10s)")
  private String duration = "10s";

  @Option(
      names = {"-t", "--threads"},
      paramLabel = "N",
      description = "threads of the load generator (default: 1)")
  private int threads = 1;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      description =
          "uncounted time before the first round; a tenth of it before others (default: 2s)")
  private String warmup = "2s";

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "each server has a turn in each (default: 5; 1 for a single server)")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = {"-R", "--rate"},
      paramLabel = "N",
      description =
          "requests to send per second, whether or not the server keeps up (open model); latency"
              + " counts from when a request was due")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--pipeline",
      paramLabel = "N",
      description = "requests in flight on a connection at once (default: 1)")
  private int pipeline = 1;

  @Option(names = "--no-keep-alive", description = "open a connection for each request")
  private boolean noKeepAlive;

  @Option(
      names = "--read-rate",
      paramLabel = "SIZE",
      description = "read so much per second on each connection, as 64KiB: slow readers")
  private Optional<String> readRate = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "give up when a connection is not made, or nothing comes of a response, in this time: an"
              + " error whose wait counts as latency (default: 10s)")
  private String timeout = "10s";

  @Option(
      names = "--verify",
      description =
          "check the bytes of every body: against the file in DIR or --files, and against other"
              + " bodies with the same entity tag; lengths are always checked")
  private boolean verify;

  /** Throws IllegalArgumentException with a message for the user. */
  LoadProfile profile() {
    positive("--connections", connections);
    positive("--threads", threads);
    positive("--pipeline", pipeline);
    check(idle >= 0, "--idle is not below 0");
    check(idle == 0 || !noKeepAlive, "--idle needs kept connections");
    check(threads <= connections, "--threads: no more than --connections");
    check(pipeline == 1 || !noKeepAlive, "--pipeline needs kept connections");
    check(rate.isEmpty() || rate.get() > 0, "--rate is above 0");
    long descriptors = (long) connections + idle + OTHER_DESCRIPTORS;
    check(
        descriptors <= Machine.descriptorsMax(),
        "--connections and --idle need %,d descriptors, but %,d are allowed: raise ulimit -n"
            .formatted(descriptors, Machine.descriptorsMax()));
    return new LoadProfile(
        connections,
        idle,
        threads,
        pipeline,
        !noKeepAlive,
        rate.stream().mapToDouble(Double::doubleValue).findFirst(),
        readRate.stream().mapToLong(text -> size("--read-rate", text)).findFirst(),
        verify,
        positiveTime("--timeout", timeout));
  }

  private static Duration positiveTime(String option, String text) {
    Duration time = time(option, text);
    check(time.isPositive(), option + " is above 0");
    return time;
  }

  boolean isKeepAlive() {
    return !noKeepAlive;
  }

  Duration duration() {
    return positiveTime("--duration", duration);
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
