package dev.untorn.bench.report;

import dev.untorn.bench.load.Shape;
import dev.untorn.bench.run.BenchPlan;
import dev.untorn.bench.run.Case;
import dev.untorn.bench.run.Disturbance;
import dev.untorn.bench.run.Manner;
import dev.untorn.bench.run.Range;
import dev.untorn.config.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.zip.CRC32C;

/** Under what load servers were measured: two runs compare only where all of it is the same. */
final class Conditions {
  private final BenchPlan plan;
  private final Shape shape;
  private final Manner manner;

  Conditions(BenchPlan plan) {
    this.plan = plan;
    this.shape = plan.shape();
    this.manner = plan.manner();
  }

  /** For programs, by name: texts, numbers and truth values. */
  SequencedMap<String, Object> members() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("connections", shape.connections());
    all.put("idle", shape.idle());
    all.put("threads", shape.threads());
    all.put("pipeline", shape.pipeline());
    all.put("keep_alive", shape.keepAlive());
    shape.ratePerSecond().ifPresent(rate -> all.put("rate_per_second", rate));
    shape.readBytesPerSecond().ifPresent(rate -> all.put("read_bytes_per_second", rate));
    all.put("timeout_seconds", shape.timeout().toNanos() / 1e9);
    all.put("head", manner.head());
    all.put("conditional", manner.conditional());
    manner.range().map(Range::text).ifPresent(text -> all.put("range", text));
    manner.expected().ifPresent(statuses -> all.put("expected", statuses.text()));
    if (!manner.fields().isEmpty()) {
      all.put("fields", String.join("; ", manner.fields()));
    }
    plan.writer().map(Disturbance::name).ifPresent(name -> all.put("writer", name));
    all.put("verified", shape.verify());
    lists().forEach(one -> all.put("list_" + one.name(), list(one)));
    return all;
  }

  private List<Case> lists() {
    return plan.cases().stream().filter(one -> one.paths().size() > 1).toList();
  }

  /** How many requests of how many paths, and a checksum: other lists are other loads. */
  private static String list(Case one) {
    CRC32C sum = new CRC32C();
    one.paths().forEach(path -> sum.update((path + "\n").getBytes(StandardCharsets.UTF_8)));
    return "%,d requests of %,d paths, CRC32C %08x"
        .formatted(one.paths().size(), one.paths().stream().distinct().count(), sum.getValue());
  }

  /** For people, in one line, and with how long it took. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(shape.connections()).append(shape.keepAlive() ? " kept" : " new");
    text.append(shape.connections() == 1 ? " connection" : " connections");
    if (shape.idle() > 0) {
      text.append(" beside %,d idle ones".formatted(shape.idle()));
    }
    text.append(", ").append(shape.threads());
    text.append(shape.threads() == 1 ? " generator thread" : " generator threads");
    if (shape.pipeline() > 1) {
      text.append(", ").append(shape.pipeline()).append(" requests at once on each");
    }
    text.append(manner());
    plan.writer().ifPresent(writer -> text.append(", writer: ").append(writer.name()));
    shape
        .readBytesPerSecond()
        .ifPresent(rate -> text.append(", reading ").append(new Size(rate)).append("/s each"));
    text.append(
        shape.ratePerSecond().isPresent()
            ? ", open model, " + Words.number(shape.ratePerSecond()) + " requests/s"
            : ", closed model");
    text.append(shape.verify() ? ", bodies verified" : ", lengths verified");
    text.append(", timeout ").append(seconds(shape.timeout()));
    lists().forEach(one -> text.append("; ").append(one.name()).append(": ").append(list(one)));
    return text.append(
            "; %d %s, %s for each server and case, %s of warm-up"
                .formatted(
                    plan.rounds(),
                    plan.rounds() == 1 ? "round" : "rounds",
                    seconds(plan.duration()),
                    seconds(plan.warmup())))
        .toString();
  }

  private static String seconds(Duration time) {
    return Words.round(time.toNanos() / 1e9) + " s";
  }

  private String manner() {
    return (manner.head() ? ", HEAD" : "")
        + (manner.conditional() ? ", conditional" : "")
        + manner.range().map(range -> ", " + range.text()).orElse("")
        + manner.expected().map(statuses -> ", expected: " + statuses.text()).orElse("")
        + (manner.fields().isEmpty() ? "" : ", fields: " + String.join("; ", manner.fields()));
  }
}
