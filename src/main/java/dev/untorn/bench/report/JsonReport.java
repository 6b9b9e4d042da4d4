package dev.untorn.bench.report;

import dev.untorn.bench.load.LoadResult;
import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.RoundResult;
import dev.untorn.bench.run.Series;
import dev.untorn.bench.run.Tick;
import dev.untorn.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A run for programs; bench.schema.json documents the members. */
public final class JsonReport {
  /** Grows when a member changes its meaning or is removed. */
  static final int FORMAT = 3;

  private JsonReport() {}

  public static String text(BenchResult result, Verdict verdict) {
    return Json.snakeCase()
        .as(
            Tick.class,
            tick -> List.of(tick.seconds(), tick.requestsPerSecond(), tick.bytesPerSecond()))
        .text(run(result, verdict));
  }

  private static SequencedMap<String, Object> run(BenchResult result, Verdict verdict) {
    SequencedMap<String, Object> run = new LinkedHashMap<>();
    run.put("format", FORMAT);
    run.put("start", result.start());
    run.put("host", result.host());
    run.put("command", result.command());
    run.put("complete", result.complete());
    run.put("rounds", result.plan().rounds());
    run.put("seconds", result.plan().duration());
    run.put("warmup_seconds", result.plan().warmup());
    run.put("conditions", new Conditions(result.plan()).members());
    run.put("summary", Summary.of(result));
    run.put("warnings", Warnings.of(result));
    run.put("fail_if", verdict.conditions());
    run.put("failures", verdict.failures());
    run.put("series", result.series().stream().map(series -> series(result, series)).toList());
    return run;
  }

  private static SequencedMap<String, Object> series(BenchResult result, Series series) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    RoundResult total = series.total();
    all.put("case", series.caseName());
    all.put("server", series.server().name());
    all.put("judged", series.server().judged());
    if (result.software().containsKey(series.server().name())) {
      all.put("software", result.software().get(series.server().name()));
    }
    all.put("requests", total.load().requests());
    all.put("work", total.load().work());
    all.put("requests_per_second", total.requestsPerSecond());
    all.put("bytes", total.load().bytes());
    all.put("bytes_per_second", total.bytesPerSecond());
    responses(all, total.load());
    all.put("unverified", total.load().unverified());
    all.put("latency_nanos", latencies(total.load()));
    cpu(all, total);
    total.cpuSecondsPerGb().ifPresent(value -> all.put("cpu_seconds_per_gb", value));
    total
        .ownCpuMicrosPerRequest()
        .ifPresent(value -> all.put("generator_micros_per_request", value));
    all.put("generator_busy", total.load().busy());
    all.put("generator_starved", total.load().starved());
    all.put("rounds_limited_by_generator", series.roundsLimited());
    result
        .baseline(series)
        .ifPresent(baseline -> {
          all.put("baseline", baseline.server().name());
          series
              .ratio(baseline, RoundResult::requestsPerSecond)
              .ifPresent(ratio -> all.put("requests_per_second_ratio", ratio));
          series.ratio(baseline, Phrases::cpu).ifPresent(ratio -> all.put("cpu_ratio", ratio));
        });
    all.put("samples", series.rounds().stream().map(JsonReport::round).toList());
    return all;
  }

  private static SequencedMap<String, Object> round(RoundResult round) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("seconds", round.load().seconds());
    all.put("requests", round.load().requests());
    all.put("work", round.load().work());
    all.put("requests_per_second", round.requestsPerSecond());
    cpu(all, round);
    all.put("bytes", round.load().bytes());
    responses(all, round.load());
    all.put("latency_nanos", latencies(round.load()));
    all.put("lateness_p99_nanos", round.load().latenessP99Nanos());
    round.serverCpuSeconds().ifPresent(value -> all.put("cpu_seconds", value));
    all.put("generator_cpu_seconds", round.ownCpuSeconds());
    all.put("generator_busy", round.load().busy());
    all.put("generator_starved", round.load().starved());
    all.put("generator_was_limit", round.generatorWasLimit());
    all.put("idle_open", round.idleOpen());
    all.put("idle_ended", round.load().idleEnded());
    all.put("ticks", round.ticks());
    return all;
  }

  private static void responses(Map<String, Object> all, LoadResult load) {
    all.put(
        "statuses",
        load.statuses().entrySet().stream()
            .map(one -> List.of(one.getKey(), one.getValue()))
            .toList());
    all.put("errors", load.errorCounts());
  }

  private static void cpu(Map<String, Object> all, RoundResult result) {
    result.cpuMicrosPerRequest().ifPresent(value -> all.put("cpu_micros_per_request", value));
  }

  private static SequencedMap<String, Object> latencies(LoadResult load) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    Quantile.ALL.forEach(quantile -> all.put(quantile.name(), quantile.nanos(load.latencyNanos())));
    return all;
  }
}
