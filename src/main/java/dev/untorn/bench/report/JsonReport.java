package dev.untorn.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.untorn.bench.load.Fault;
import dev.untorn.bench.run.BenchPlan;
import dev.untorn.bench.run.BenchResult;
import dev.untorn.bench.run.Host;
import dev.untorn.bench.run.Sample;
import dev.untorn.bench.run.Series;
import dev.untorn.bench.run.Spread;
import dev.untorn.bench.run.Tick;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** A run for programs; bench.schema.json says what each member means. */
public final class JsonReport {
  /** Goes up when a member changes its meaning or goes away. */
  static final int FORMAT = 3;

  private final BenchResult result;
  private final Verdict verdict;
  private final JsonGenerator json;

  private JsonReport(BenchResult result, Verdict verdict, JsonGenerator json) {
    this.result = result;
    this.verdict = verdict;
    this.json = json;
  }

  /** Writes all of it; the writer stays open. */
  public static void write(BenchResult result, Verdict verdict, Writer to) throws IOException {
    JsonGenerator json =
        new JsonFactory().createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    try (json) {
      json.useDefaultPrettyPrinter();
      new JsonReport(result, verdict, json).write();
    }
  }

  private void write() throws IOException {
    BenchPlan plan = result.plan();
    json.writeStartObject();
    json.writeNumberField("format", FORMAT);
    json.writeStringField("start", result.start().toString());
    host();
    json.writeStringField("command", result.command());
    json.writeBooleanField("complete", result.complete());
    json.writeNumberField("rounds", plan.rounds());
    json.writeNumberField("seconds", plan.duration().toNanos() / 1e9);
    json.writeNumberField("warmup_seconds", plan.warmup().toNanos() / 1e9);
    json.writeObjectFieldStart("conditions");
    for (Map.Entry<String, Object> one : new Conditions(plan).members().entrySet()) {
      json.writeObjectField(one.getKey(), one.getValue());
    }
    json.writeEndObject();
    texts("summary", Summary.of(result));
    texts("warnings", Warnings.of(result));
    texts("fail_if", verdict.conditions());
    texts("failures", verdict.failures());
    json.writeArrayFieldStart("series");
    for (Series series : result.series()) {
      series(series);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void host() throws IOException {
    Host host = result.host();
    json.writeObjectFieldStart("host");
    json.writeStringField("untorn", host.untorn());
    json.writeStringField("java", host.java());
    json.writeStringField("kernel", host.kernel());
    json.writeStringField("cpu", host.cpu());
    json.writeNumberField("processors", host.processors());
    json.writeNumberField("generator_processors", host.ownProcessors());
    json.writeStringField("load_average", host.loadAverage());
    json.writeEndObject();
  }

  private void texts(String name, List<String> lines) throws IOException {
    json.writeArrayFieldStart(name);
    for (String line : lines) {
      json.writeString(line);
    }
    json.writeEndArray();
  }

  private void series(Series series) throws IOException {
    json.writeStartObject();
    json.writeStringField("case", series.caseName());
    json.writeStringField("server", series.contender().name());
    json.writeBooleanField("judged", series.contender().judged());
    if (result.software().containsKey(series.contender().name())) {
      json.writeStringField("software", result.software().get(series.contender().name()));
    }
    json.writeNumberField("requests", series.requests());
    json.writeNumberField("work", series.work());
    json.writeNumberField("requests_per_second", series.requestsPerSecond());
    json.writeNumberField("bytes", series.bytes());
    json.writeNumberField("bytes_per_second", series.bytesPerSecond());
    statuses(series.statuses());
    faults(series.faults());
    json.writeNumberField("unverified", series.unverified());
    latency(series.latencyNanos());
    number("cpu_micros_per_request", series.cpuMicrosPerRequest());
    number("cpu_seconds_per_gb", series.cpuSecondsPerGb());
    if (series.work() > 0) {
      json.writeNumberField("generator_micros_per_request", series.ownCpuMicrosPerRequest());
    }
    json.writeNumberField("generator_busy", series.busyMax());
    json.writeNumberField("generator_starved", series.starvedMax());
    json.writeNumberField("rounds_limited_by_generator", series.roundsLimited());
    Optional<Series> baseline = result.baseline(series);
    if (baseline.isPresent()) {
      json.writeStringField("baseline", baseline.get().contender().name());
      spread("requests_per_second_ratio", series.ratio(baseline.get(), Sample::requestsPerSecond));
      spread("cpu_ratio", series.ratio(baseline.get(), Words::cpu));
    }
    json.writeArrayFieldStart("samples");
    for (Sample sample : series.samples()) {
      sample(sample);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void sample(Sample sample) throws IOException {
    json.writeStartObject();
    json.writeNumberField("seconds", sample.load().seconds());
    json.writeNumberField("requests", sample.load().requests());
    json.writeNumberField("work", sample.load().work());
    json.writeNumberField("requests_per_second", sample.requestsPerSecond());
    number("cpu_micros_per_request", sample.cpuMicrosPerRequest());
    json.writeNumberField("bytes", sample.load().bytes());
    statuses(sample.load().statuses());
    faults(sample.load().faults());
    latency(sample.load().latencyNanos());
    json.writeNumberField("lateness_p99_nanos", sample.load().latenessP99Nanos());
    number("cpu_seconds", sample.serverCpuSeconds());
    json.writeNumberField("generator_cpu_seconds", sample.ownCpuSeconds());
    json.writeNumberField("generator_busy", sample.load().busy());
    json.writeNumberField("generator_starved", sample.load().starved());
    json.writeBooleanField("generator_was_limit", sample.generatorBusy() || sample.generatorLate());
    json.writeNumberField("idle_open", sample.idleOpen());
    json.writeNumberField("idle_ended", sample.load().idleEnded());
    json.writeArrayFieldStart("ticks");
    for (Tick tick : sample.ticks()) {
      json.writeStartArray();
      json.writeNumber(tick.seconds());
      json.writeNumber(tick.requestsPerSecond());
      json.writeNumber(tick.bytesPerSecond());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void statuses(Map<Integer, Long> statuses) throws IOException {
    json.writeArrayFieldStart("statuses");
    for (Map.Entry<Integer, Long> one : statuses.entrySet()) {
      json.writeStartArray();
      json.writeNumber(one.getKey());
      json.writeNumber(one.getValue());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void faults(Map<Fault, Long> faults) throws IOException {
    json.writeObjectFieldStart("errors");
    for (Map.Entry<Fault, Long> fault : faults.entrySet()) {
      json.writeNumberField(fault.getKey().label(), fault.getValue());
    }
    json.writeEndObject();
  }

  private void latency(Histogram histogram) throws IOException {
    json.writeObjectFieldStart("latency_nanos");
    for (Quantile quantile : Quantile.ALL) {
      OptionalLong nanos = quantile.nanos(histogram);
      if (nanos.isPresent()) {
        json.writeNumberField(quantile.name(), nanos.getAsLong());
      } else {
        json.writeNullField(quantile.name());
      }
    }
    json.writeEndObject();
  }

  private void spread(String name, Optional<Spread> spread) throws IOException {
    if (spread.isPresent()) {
      json.writeObjectFieldStart(name);
      json.writeNumberField("median", spread.get().median());
      json.writeNumberField("min", spread.get().min());
      json.writeNumberField("max", spread.get().max());
      json.writeEndObject();
    }
  }

  private void number(String name, OptionalDouble value) throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsDouble());
    }
  }
}
