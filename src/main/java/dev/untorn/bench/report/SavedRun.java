package dev.untorn.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run as {@link JsonReport} wrote it.
 *
 * @param texts its members by their names, those of objects in it as {@code host.kernel}
 */
record SavedRun(Path file, SortedMap<String, String> texts, List<Row> series) {
  private static final String CONDITIONS = "conditions.";

  /** A series: its members, and those of its rounds. */
  record Row(Map<String, String> texts, Map<String, Double> numbers, List<Row> rounds) {
    String caseName() {
      return texts.getOrDefault("case", "");
    }

    String server() {
      return texts.getOrDefault("server", "");
    }

    String name() {
      return caseName() + " " + server();
    }

    OptionalDouble number(String member) {
      return numbers.containsKey(member)
          ? OptionalDouble.of(numbers.get(member))
          : OptionalDouble.empty();
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with what is wrong with the file
   */
  static SavedRun read(Path file) {
    SavedRun run = new SavedRun(file, new TreeMap<>(), new ArrayList<>());
    try (JsonParser json = new JsonFactory().createParser(Files.readString(file))) {
      json.nextToken();
      Row top = new Row(run.texts, new HashMap<>(), new ArrayList<>());
      members(json, "", top, run.series);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": no such file", e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + ": not the --json of untorn bench", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
    String format = run.texts.getOrDefault("format", "");
    if (!format.equals(Integer.toString(JsonReport.FORMAT))) {
      throw new IllegalArgumentException(
          format.isEmpty()
              ? file + ": not the --json of untorn bench"
              : "%s has format %s, this version compares format %d: measure again"
                  .formatted(file, format, JsonReport.FORMAT));
    }
    return run;
  }

  /** What must be alike in runs that are compared. */
  SortedMap<String, String> conditions() {
    SortedMap<String, String> all = new TreeMap<>();
    texts.forEach((name, value) -> {
      if (name.startsWith(CONDITIONS)) {
        all.put(name.substring(CONDITIONS.length()), value);
      }
    });
    return all;
  }

  private static void members(JsonParser json, String prefix, Row row, List<Row> rows)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT) {
        members(json, name + ".", row, rows);
      } else if (value == JsonToken.START_ARRAY
          && (name.equals("series") || name.equals("samples"))) {
        rows(json, rows);
      } else if (value == JsonToken.START_ARRAY) {
        json.skipChildren();
      } else if (value != JsonToken.VALUE_NULL) {
        row.texts.put(name, json.getText());
        if (value.isNumeric()) {
          row.numbers.put(name, json.getDoubleValue());
        }
      }
    }
  }

  private static void rows(JsonParser json, List<Row> rows) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      Row row = new Row(new HashMap<>(), new HashMap<>(), new ArrayList<>());
      members(json, "", row, row.rounds);
      rows.add(row);
    }
  }
}
