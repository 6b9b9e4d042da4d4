package dev.untorn.bench.report;

import dev.untorn.bench.load.LoadProfile;
import dev.untorn.bench.run.BenchPlan;
import dev.untorn.bench.run.Case;
import dev.untorn.bench.run.RequestOptions;
import dev.untorn.config.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.zip.CRC32C;

/** The load of a run. Only runs of the same load can be compared. */
final class Conditions {
  private final BenchPlan plan;
  private final SequencedMap<String, Object> members = new LinkedHashMap<>();
  private final List<String> phrases = new ArrayList<>();

  Conditions(BenchPlan plan) {
    this.plan = plan;
    LoadProfile profile = plan.profile();
    String kind = profile.keepAlive() ? "kept connection" : "new connection";
    add("connections", profile.connections(), count(profile.connections(), kind));
    add(
        "idle",
        profile.idle(),
        profile.idle() > 0 ? "beside %,d idle ones".formatted(profile.idle()) : "");
    add("threads", profile.threads(), count(profile.threads(), "generator thread"));
    int pipeline = profile.pipeline();
    add("pipeline", pipeline, pipeline > 1 ? pipeline + " requests at once on each" : "");
    add("keep_alive", profile.keepAlive(), "");
    addRequests(plan.options());
    plan.writer().ifPresent(writer -> add("writer", writer.name(), "writer: " + writer.name()));
    profile
        .readBytesPerSecond()
        .ifPresent(
            rate -> add("read_bytes_per_second", rate, "reading " + new Size(rate) + "/s each"));
    profile
        .ratePerSecond()
        .ifPresentOrElse(
            rate ->
                add("rate_per_second", rate, "open model, " + Phrases.number(rate) + " requests/s"),
            () -> phrases.add("closed model"));
    add("verified", profile.verify(), profile.verify() ? "bodies verified" : "lengths verified");
    double timeout = profile.timeout().toNanos() / 1e9;
    add("timeout_seconds", timeout, "timeout " + seconds(profile.timeout()));
    lists().forEach(one -> members.put("list_" + one.name(), list(one)));
  }

  private void addRequests(RequestOptions options) {
    add("head", options.head(), options.head() ? "HEAD" : "");
    add("conditional", options.conditional(), options.conditional() ? "conditional" : "");
    options.range().ifPresent(range -> add("range", range.text(), range.text()));
    options
        .expected()
        .ifPresent(statuses -> add("expected", statuses.text(), "expected: " + statuses.text()));
    if (!options.fields().isEmpty()) {
      String fields = String.join("; ", options.fields());
      add("fields", fields, "fields: " + fields);
    }
  }

  /** Adds a condition for programs, and for people unless the phrase is empty. */
  private void add(String member, Object value, String phrase) {
    members.put(member, value);
    if (!phrase.isEmpty()) {
      phrases.add(phrase);
    }
  }

  private static String count(int count, String name) {
    return count + " " + name + (count == 1 ? "" : "s");
  }

  private List<Case> lists() {
    return plan.cases().stream().filter(one -> one.paths().size() > 1).toList();
  }

  /** With a checksum, because other lists are other loads. */
  private static String list(Case one) {
    CRC32C sum = new CRC32C();
    one.paths().forEach(path -> sum.update((path + "\n").getBytes(StandardCharsets.UTF_8)));
    return "%,d requests of %,d paths, CRC32C %08x"
        .formatted(one.paths().size(), one.paths().stream().distinct().count(), sum.getValue());
  }

  private static String seconds(Duration time) {
    return Phrases.round(time.toNanos() / 1e9) + " s";
  }

  /** For programs, by name: texts, numbers and booleans. */
  SequencedMap<String, Object> members() {
    return members;
  }

  /** For people, in one line, with durations. */
  String text() {
    StringBuilder text = new StringBuilder(String.join(", ", phrases));
    lists().forEach(one -> text.append("; ").append(one.name()).append(": ").append(list(one)));
    return text.append("; ").append(count(plan.rounds(), "round"))
        + ", %s for each server and case, %s of warm-up"
            .formatted(seconds(plan.duration()), seconds(plan.warmup()));
  }
}
