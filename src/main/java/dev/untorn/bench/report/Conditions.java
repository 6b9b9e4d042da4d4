package dev.untorn.bench.report;

import dev.untorn.bench.load.LoadProfile;
import dev.untorn.bench.run.BenchPlan;
import dev.untorn.bench.run.Case;
import dev.untorn.bench.run.FileWriter;
import dev.untorn.bench.run.Range;
import dev.untorn.bench.run.RequestOptions;
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
  private final LoadProfile profile;
  private final RequestOptions options;

  Conditions(BenchPlan plan) {
    this.plan = plan;
    this.profile = plan.profile();
    this.options = plan.options();
  }

  /** For programs, by name: texts, numbers and truth values. */
  SequencedMap<String, Object> members() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("connections", profile.connections());
    all.put("idle", profile.idle());
    all.put("threads", profile.threads());
    all.put("pipeline", profile.pipeline());
    all.put("keep_alive", profile.keepAlive());
    profile.ratePerSecond().ifPresent(rate -> all.put("rate_per_second", rate));
    profile.readBytesPerSecond().ifPresent(rate -> all.put("read_bytes_per_second", rate));
    all.put("timeout_seconds", profile.timeout().toNanos() / 1e9);
    all.put("head", options.head());
    all.put("conditional", options.conditional());
    options.range().map(Range::text).ifPresent(text -> all.put("range", text));
    options.expected().ifPresent(statuses -> all.put("expected", statuses.text()));
    if (!options.fields().isEmpty()) {
      all.put("fields", String.join("; ", options.fields()));
    }
    plan.writer().map(FileWriter::name).ifPresent(name -> all.put("writer", name));
    all.put("verified", profile.verify());
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
    text.append(profile.connections()).append(profile.keepAlive() ? " kept" : " new");
    text.append(profile.connections() == 1 ? " connection" : " connections");
    if (profile.idle() > 0) {
      text.append(" beside %,d idle ones".formatted(profile.idle()));
    }
    text.append(", ").append(profile.threads());
    text.append(profile.threads() == 1 ? " generator thread" : " generator threads");
    if (profile.pipeline() > 1) {
      text.append(", ").append(profile.pipeline()).append(" requests at once on each");
    }
    text.append(options());
    plan.writer().ifPresent(writer -> text.append(", writer: ").append(writer.name()));
    profile
        .readBytesPerSecond()
        .ifPresent(rate -> text.append(", reading ").append(new Size(rate)).append("/s each"));
    text.append(
        profile.ratePerSecond().isPresent()
            ? ", open model, " + Phrases.number(profile.ratePerSecond()) + " requests/s"
            : ", closed model");
    text.append(profile.verify() ? ", bodies verified" : ", lengths verified");
    text.append(", timeout ").append(seconds(profile.timeout()));
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
    return Phrases.round(time.toNanos() / 1e9) + " s";
  }

  private String options() {
    return (options.head() ? ", HEAD" : "")
        + (options.conditional() ? ", conditional" : "")
        + options.range().map(range -> ", " + range.text()).orElse("")
        + options.expected().map(statuses -> ", expected: " + statuses.text()).orElse("")
        + (options.fields().isEmpty() ? "" : ", fields: " + String.join("; ", options.fields()));
  }
}
