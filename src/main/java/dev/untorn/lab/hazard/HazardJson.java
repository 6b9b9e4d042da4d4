package dev.untorn.lab.hazard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.untorn.lab.mount.Place;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;

/** The report as JSON; {@code hazard.schema.json} beside this class describes it. */
public final class HazardJson {
  /** Raised whenever a reader of the old form would misunderstand the new one. */
  static final int FORMAT = 1;

  private final HazardReport report;
  private final JsonGenerator json;

  private HazardJson(HazardReport report, JsonGenerator json) {
    this.report = report;
    this.json = json;
  }

  /** Renders. */
  public static String render(HazardReport report) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      new HazardJson(report, json).write();
    }
    return text + "\n";
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeNumberField("format", FORMAT);
    json.writeStringField("command", report.command());
    json.writeStringField("host", report.host());
    json.writeStringField("kernel", report.kernel());
    json.writeStringField("started", report.started().toString());
    json.writeBooleanField("interrupted", report.interrupted());
    json.writeStringField("control", name(report.control()));
    json.writeArrayFieldStart("places");
    for (Place place : report.places()) {
      json.writeStartObject();
      place(place);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("unavailable");
    for (Network network : Network.values()) {
      String reason = report.unavailable().get(network);
      if (reason != null) {
        json.writeStringField(name(network), reason);
      }
    }
    json.writeEndObject();
    json.writeArrayFieldStart("cells");
    for (HazardCell cell : report.cells()) {
      cell(cell);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("demonstrations");
    for (Demonstration demonstration : report.demonstrations()) {
      demonstration(demonstration);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void place(Place place) throws IOException {
    json.writeStringField("directory", place.directory().toString());
    json.writeStringField("filesystem", place.filesystem());
  }

  private void cell(HazardCell cell) throws IOException {
    json.writeStartObject();
    place(cell.place());
    json.writeStringField("network", name(cell.network()));
    json.writeNumberField("sizeBytes", cell.sizeBytes());
    json.writeStringField("way", name(cell.way()));
    json.writeStringField("change", name(cell.change()));
    json.writeObjectFieldStart("finding");
    finding(cell.finding());
    json.writeEndObject();
    json.writeArrayFieldStart("trials");
    for (Outcome outcome : cell.outcomes()) {
      if (outcome instanceof Trial trial) {
        trial(trial);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void finding(Finding finding) throws IOException {
    switch (finding) {
      case Finding.Stable() -> json.writeStringField("kind", "stable");
      case Finding.Held() -> json.writeStringField("kind", "held");
      case Finding.Unstable(Finding.Became became, Finding.Until until) -> {
        json.writeStringField("kind", "unstable");
        json.writeStringField("became", name(became));
        json.writeStringField("until", name(until));
      }
      case Impossible(String reason) -> {
        json.writeStringField("kind", "impossible");
        json.writeStringField("reason", reason);
      }
      case Finding.Unknown(String reason) -> {
        json.writeStringField("kind", "unknown");
        json.writeStringField("reason", reason);
      }
    }
  }

  private void trial(Trial trial) throws IOException {
    json.writeStartObject();
    counts("acknowledged", trial.acknowledged());
    counts("inFlight", trial.inFlight());
    counts("unsent", trial.unsent());
    json.writeNumberField("retransmissions", trial.retransmissions());
    json.writeBooleanField("writerHeld", trial.writerHeld());
    json.writeNumberField("writerNanos", trial.writerNanos());
    json.writeEndObject();
  }

  private void counts(String field, ByteCounts counts) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("old", counts.oldBytes());
    json.writeNumberField("new", counts.newBytes());
    json.writeNumberField("zero", counts.zeroBytes());
    json.writeNumberField("other", counts.otherBytes());
    json.writeEndObject();
  }

  private void demonstration(Demonstration demonstration) throws IOException {
    json.writeStartObject();
    switch (demonstration) {
      case Demonstration.PagesKept(Place place, long keptNanos, long writerNanos, var read) -> {
        json.writeStringField("kind", "pages_kept");
        place(place);
        json.writeNumberField("keptNanos", keptNanos);
        json.writeNumberField("writerNanos", writerNanos);
        counts("read", read);
      }
      case Demonstration.GiftChanged(var received) -> {
        json.writeStringField("kind", "gift_changed");
        counts("received", received);
      }
      case Demonstration.NotShown(String what, String reason) -> {
        json.writeStringField("kind", "not_shown");
        json.writeStringField("what", what);
        json.writeStringField("reason", reason);
      }
    }
    json.writeEndObject();
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
