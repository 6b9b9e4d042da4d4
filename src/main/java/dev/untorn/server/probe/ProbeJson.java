package dev.untorn.server.probe;

import dev.untorn.config.Size;
import dev.untorn.text.Json;
import java.util.Optional;

/** The report as JSON, described by {@code probe.schema.json} beside this class. */
public final class ProbeJson {
  /** Raised when a reader of the old format would misread the new one. */
  static final int FORMAT = 1;

  private static final Json JSON =
      Json.camelCase().as(Size.class, Size::bytes).as(Fact.class, ProbeJson::fact);

  private ProbeJson() {}

  private record Document(int format, @Json.Flat ProbeReport report) {}

  private record Finding(Topic topic, Fact.Grade grade, String text, Optional<String> remedy) {}

  public static String render(ProbeReport report) {
    return JSON.text(new Document(FORMAT, report));
  }

  private static Finding fact(Fact fact) {
    Optional<String> remedy = Optional.of(fact.remedy()).filter(text -> !text.isEmpty());
    return new Finding(fact.topic(), fact.grade(), fact.text(), remedy);
  }
}
