package dev.untorn.bench.report;

import dev.untorn.bench.load.LoadProfile;
import dev.untorn.bench.load.LoadResult;
import dev.untorn.bench.load.RequestError;
import dev.untorn.bench.load.Statuses;
import dev.untorn.bench.run.BenchPlan;
import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Case;
import dev.untorn.bench.run.FileWriter;
import dev.untorn.bench.run.Host;
import dev.untorn.bench.run.Range;
import dev.untorn.bench.run.RequestOptions;
import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Series;
import dev.untorn.bench.run.Tick;
import dev.untorn.bench.target.SystemUnderTest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Results for tests of reports. */
final class Results {
  private Results() {}

  /** Two rounds of two servers, the second only there to compare with and twice as dear. */
  static BenchResult of(String judged, String other) {
    SystemUnderTest first =
        new SystemUnderTest(judged, URI.create("http://localhost:1/"), Set.of(1L), true);
    SystemUnderTest second =
        new SystemUnderTest(other, URI.create("http://localhost:2/"), Set.of(2L), false);
    return new BenchResult(
        plan(),
        Instant.EPOCH,
        new Host("1.0", "25", "6.1", "A processor", 4, 2, "0.10"),
        Map.of(other, other + "/1.22"),
        "untorn bench --test",
        true,
        List.of(
            new Series("1KiB", first, List.of(sample(1), sample(1.2))),
            new Series("1KiB", second, List.of(sample(2), sample(2)))));
  }

  /** A round in which no answer came. */
  static BenchResult ofNothing(String server) {
    SystemUnderTest one =
        new SystemUnderTest(server, URI.create("http://localhost:1/"), Set.of(), true);
    LoadResult measured =
        new LoadResult(2, 0, 0, 0, new TreeMap<>(), Map.of(), 0, new Histogram(3), 0, 0, 0, 0);
    RoundResult sample = new RoundResult(measured, OptionalDouble.empty(), 0.5, 10, List.of());
    return new BenchResult(
        plan(),
        Instant.EPOCH,
        new Host("1.0", "25", "6.1", "A processor", 4, 2, "0.10"),
        Map.of(),
        "untorn bench --test",
        true,
        List.of(new Series("1KiB", one, List.of(sample))));
  }

  /** A writer that does nothing. */
  private record Rewriting() implements FileWriter {
    @Override
    public String name() {
      return "rewriting";
    }

    @Override
    public Running start(Path file, long sizeBytes) {
      return () -> {};
    }
  }

  private static BenchPlan plan() {
    LoadProfile profile =
        new LoadProfile(
            64,
            10,
            1,
            1,
            true,
            OptionalDouble.of(1_000),
            OptionalLong.of(65_536),
            true,
            Duration.ofSeconds(10));
    RequestOptions options =
        new RequestOptions(
            false,
            false,
            Optional.of(new Range.Anywhere(1_024)),
            List.of("Accept: text/plain"),
            true,
            Optional.of(Statuses.of(206)));
    return new BenchPlan(
        List.of(
            new Case("mix", List.of("/a", "/b", "/a"), Optional.empty()),
            new Case("replay", List.of("/a", "/b"), Optional.empty())),
        2,
        Duration.ofSeconds(4),
        Duration.ofSeconds(1),
        profile,
        options,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Rewriting()));
  }

  private static RoundResult sample(double cpuSeconds) {
    Histogram histogram = new Histogram(3);
    histogram.setAutoResize(true);
    for (int i = 0; i < 990; i++) {
      histogram.recordValue(1_000_000);
    }
    for (int i = 0; i < 10; i++) {
      histogram.recordValue(2_000_000);
    }
    histogram.recordValue(2_000_000);
    Map<RequestError, Long> errorCounts = Map.of(RequestError.STATUS, 1L);
    LoadResult measured =
        new LoadResult(
            2,
            1_000,
            1_000,
            1_024_000,
            new TreeMap<>(Map.of(206, 1_000L, 503, 1L)),
            errorCounts,
            1,
            histogram,
            2_000_000,
            3,
            0.95,
            0);
    List<Tick> ticks = List.of(new Tick(1, 400, 409_600), new Tick(2, 600, 614_400));
    return new RoundResult(measured, OptionalDouble.of(cpuSeconds), 0.5, 9, ticks);
  }
}
