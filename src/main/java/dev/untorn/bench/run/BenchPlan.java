package dev.untorn.bench.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is measured, and how.
 *
 * @param rounds in each of which every server has its turn
 * @param duration of all rounds of a server and case together
 * @param warmup before the first round of each, uncounted
 * @param directory whose files the paths name, where that is known
 * @param baseline the server that others are compared with; none: the first
 * @param writer of the files of cases that are to be written
 */
public record BenchPlan(
    List<Case> cases,
    int rounds,
    Duration duration,
    Duration warmup,
    Shape shape,
    Optional<Path> directory,
    Optional<String> baseline,
    Optional<Disturbance> writer) {
  /** How requests are made: as in a LoadPlan. */
  public record Shape(
      int connections,
      int threads,
      int pipeline,
      boolean keepAlive,
      OptionalDouble ratePerSecond,
      OptionalLong readBytesPerSecond,
      Optional<Range> range,
      List<String> fields,
      boolean verify) {}
}
