package dev.untorn.lab.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Tally;
import dev.untorn.lab.content.Run;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.run.CellResult;
import dev.untorn.lab.run.Detection;
import dev.untorn.lab.run.Evidence;
import dev.untorn.lab.run.LabResult;
import dev.untorn.lab.run.Samples;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The run for programs; integrity.schema.json says what each member means. */
public final class JsonReport {
  /** Goes up when a member changes its meaning or goes away. */
  private static final int FORMAT = 3;

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  /** Writes all of it; the writer stays open. */
  public static void write(LabResult result, Writer to) throws IOException {
    JsonGenerator json =
        new JsonFactory().createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    try (json) {
      json.useDefaultPrettyPrinter();
      new JsonReport(json).write(result);
    }
  }

  private void write(LabResult result) throws IOException {
    json.writeStartObject();
    json.writeNumberField("format", FORMAT);
    json.writeStringField("outcome", label(result.outcome()));
    json.writeStringField("summary", Facts.outcome(result));
    json.writeBooleanField("interrupted", result.interrupted());
    json.writeStringField("start", result.made().start().toString());
    json.writeStringField("host", result.made().host());
    json.writeStringField("kernel", result.made().kernel());
    json.writeNumberField("processors", result.made().processors());
    json.writeStringField("version", result.made().version());
    json.writeStringField("command", result.made().command());
    json.writeNumberField("seed", result.plan().seed());
    json.writeNumberField("size_bytes", result.plan().sizeBytes());
    json.writeNumberField("seconds_per_cell", result.plan().perCell().toNanos() / 1e9);
    json.writeNumberField("duty", result.plan().duty());
    cells("controls", result.controls());
    cells("cells", result.cells());
    json.writeEndObject();
  }

  private void cells(String name, List<CellResult> cells) throws IOException {
    json.writeArrayFieldStart(name);
    for (CellResult cell : cells) {
      cell(cell);
    }
    json.writeEndArray();
  }

  private void cell(CellResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("filesystem", result.cell().place().filesystem());
    json.writeStringField("target", result.cell().target().name());
    json.writeStringField("link", result.cell().link().label());
    json.writeStringField("mount", result.cell().place().mount().label());
    json.writeNumberField("promised_level", result.promise().level());
    json.writeStringField("writer", result.cell().writer().label());
    json.writeStringField("standing", label(result.standing()));
    if (result.unclear().isPresent()) {
      json.writeStringField("unclear", result.unclear().get());
    }
    evidence(result.evidence());
    json.writeFieldName("all");
    tally(result.tally());
    json.writeObjectFieldStart("clients");
    for (Map.Entry<ClientKind, Tally> client : result.byClient().entrySet()) {
      json.writeFieldName(client.getKey().label());
      tally(client.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("broken");
    for (String broken : result.brokenPromises()) {
      json.writeString(broken);
    }
    json.writeEndArray();
    costs(result);
    if (result.detection().isPresent()) {
      detection(result.detection().get());
    }
    if (result.example().isPresent()) {
      example(result.example().get());
    }
    json.writeEndObject();
  }

  private void evidence(Evidence evidence) throws IOException {
    json.writeObjectFieldStart("evidence");
    json.writeNumberField("changes", evidence.changes());
    json.writeNumberField("overlapping", evidence.overlapping());
    json.writeNumberField("independent", evidence.independent());
    json.writeEndObject();
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void tally(Tally tally) throws IOException {
    json.writeStartObject();
    json.writeNumberField("judged", tally.judged());
    json.writeNumberField("whole", tally.whole());
    json.writeNumberField("availability", tally.availability());
    json.writeNumberField("told", tally.told());
    json.writeNumberField("unknown", tally.unknown());
    json.writeNumberField("oldest_nanos", tally.lagNanosMax());
    json.writeObjectFieldStart("found");
    for (Anomaly anomaly : Anomaly.values()) {
      if (tally.count(anomaly) > 0) {
        json.writeNumberField(anomaly.label(), tally.count(anomaly));
      }
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void costs(CellResult result) throws IOException {
    json.writeObjectFieldStart("costs");
    json.writeNumberField("responses_per_second", result.costs().responsesPerSecond());
    samples("first_byte_nanos", result.costs().firstByte());
    samples("total_nanos", result.costs().total());
    samples("writer_wait_nanos", result.costs().writerWaits());
    if (result.costs().segments().isPresent()) {
      json.writeNumberField("segments_sent", result.costs().segments().get().sent());
      json.writeNumberField("segments_resent", result.costs().segments().get().resent());
    }
    if (result.falseAlarms().isPresent()) {
      json.writeNumberField("false_alarms", result.falseAlarms().get());
    }
    json.writeEndObject();
  }

  private void samples(String name, Samples samples) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("count", samples.count());
    json.writeNumberField("p50", samples.percentile(0.5));
    json.writeNumberField("p99", samples.percentile(0.99));
    json.writeNumberField("max", samples.max());
    json.writeEndObject();
  }

  private void detection(Detection detection) throws IOException {
    json.writeObjectFieldStart("detection");
    json.writeNumberField("counted", detection.counted());
    json.writeNumberField("noticed", detection.noticed());
    json.writeNumberField("truly", detection.truly());
    json.writeNumberField("harmed", detection.harmed());
    json.writeNumberField("caught", detection.caught());
    json.writeNumberField("visible", detection.visible());
    json.writeNumberField("missed", detection.missed());
    json.writeNumberField("recall", detection.recall());
    json.writeNumberField("precision", detection.precision());
    json.writeEndObject();
  }

  /** A torn body: its runs of blocks as [first, count, version]. */
  private void example(Observation example) throws IOException {
    json.writeObjectFieldStart("torn_example");
    json.writeNumberField("status", example.head().status());
    json.writeNumberField("size_bytes", example.blocks().sizeBytes());
    json.writeArrayFieldStart("runs");
    for (Run run : example.blocks().runs()) {
      json.writeArray(new long[] {run.first(), run.count(), run.version()}, 0, 3);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
