package dev.untorn.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.untorn.text.Columns;
import dev.untorn.text.Columns.Text;
import dev.untorn.text.Columns.Tone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Two runs, as they were written by {@link JsonReport}. */
public final class Comparison {
  private static final List<String> FIGURES =
      List.of(
          "requests_per_second",
          "latency_nanos.p50",
          "latency_nanos.p99",
          "latency_nanos.p99.9",
          "cpu_micros_per_request");

  /** A series: its texts and numbers by name, those of objects in it by {@code object.name}. */
  private record Row(Map<String, String> texts, Map<String, Double> numbers) {
    boolean isOf(Row other) {
      return name().equals(other.name());
    }

    String name() {
      return texts.getOrDefault("case", "") + " " + texts.getOrDefault("server", "");
    }
  }

  private Comparison() {}

  /**
   * A table: each figure after, divided by the same before.
   *
   * @throws IOException if one cannot be read, or is no such report
   */
  public static String text(Path before, Path after, boolean colour) throws IOException {
    List<Row> first = rows(before);
    Columns columns = new Columns(colour);
    List<Text> head = new ArrayList<>();
    head.add(new Text("case, server", Tone.DIM));
    FIGURES.forEach(figure -> head.add(new Text(figure, Tone.DIM)));
    columns.row(head);
    for (Row row : rows(after)) {
      Optional<Row> same = first.stream().filter(row::isOf).findFirst();
      if (same.isPresent()) {
        List<Text> cells = new ArrayList<>();
        cells.add(Text.plain(row.name()));
        FIGURES.forEach(figure -> cells.add(Text.plain(ratio(same.get(), row, figure))));
        columns.row(cells);
      }
    }
    return columns.text();
  }

  private static String ratio(Row before, Row after, String figure) {
    double was = before.numbers.getOrDefault(figure, Double.NaN);
    double is = after.numbers.getOrDefault(figure, Double.NaN);
    return Double.isFinite(is / was) ? String.format(Locale.ROOT, "%.3f", is / was) : "-";
  }

  private static List<Row> rows(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(Files.readString(file))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("format") && json.getIntValue() != JsonReport.FORMAT) {
          throw new IOException(file + " is of another version of untorn bench");
        }
        if (name.equals("series") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            rows.add(row(json));
          }
        } else {
          json.skipChildren();
        }
      }
    }
    if (rows.isEmpty()) {
      throw new IOException(file + " is no report of untorn bench");
    }
    return rows;
  }

  private static Row row(JsonParser json) throws IOException {
    Row row = new Row(new HashMap<>(), new HashMap<>());
    members(json, "", row);
    return row;
  }

  private static void members(JsonParser json, String prefix, Row row) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT) {
        members(json, name + ".", row);
      } else if (value.isNumeric()) {
        row.numbers.put(name, json.getDoubleValue());
      } else if (value == JsonToken.VALUE_STRING) {
        row.texts.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
  }
}
