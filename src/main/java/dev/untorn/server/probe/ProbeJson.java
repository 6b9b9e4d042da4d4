package dev.untorn.server.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The report as JSON; {@code probe.schema.json} beside this class describes it. */
public final class ProbeJson {
  /** Raised whenever a reader of the old form would misunderstand the new one. */
  static final int FORMAT = 1;

  private ProbeJson() {}

  /** Renders. */
  public static String render(ProbeReport report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      write(report, json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return text + "\n";
  }

  private static void write(ProbeReport report, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("format", FORMAT);
    json.writeStringField("directory", report.directory().toString());
    json.writeStringField("peer", report.peer());
    json.writeStringField("mode", name(report.mode()));
    json.writeNumberField("memoryFileMaxBytes", report.memoryFileMax().bytes());
    json.writeArrayFieldStart("facts");
    for (Fact fact : report.facts()) {
      json.writeStartObject();
      json.writeStringField("topic", fact.topic().id());
      json.writeStringField("grade", name(fact.grade()));
      json.writeStringField("text", fact.text());
      if (!fact.remedy().isEmpty()) {
        json.writeStringField("remedy", fact.remedy());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("choices");
    for (Choice choice : report.choices()) {
      json.writeStartObject();
      json.writeStringField("mode", name(choice.mode()));
      json.writeStringField("size", name(choice.size()));
      json.writeStringField("body", name(choice.body()));
      json.writeStringField("way", name(choice.way()));
      json.writeStringField("proof", name(choice.proof()));
      json.writeStringField("reason", choice.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
