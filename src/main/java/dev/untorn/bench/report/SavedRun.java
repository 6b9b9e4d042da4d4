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
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** A run that {@link JsonReport} wrote. */
record SavedRun(Path file, Row run) {
  static final String CONDITIONS = "conditions.";

  /**
   * A run, a series, or a round.
   *
   * @param members texts, numbers and booleans by their names; those of nested objects as {@code
   *     host.kernel}
   * @param parts the series of a run, the rounds of a series
   */
  record Row(SortedMap<String, String> members, List<Row> parts) {
    Row() {
      this(new TreeMap<>(), new ArrayList<>());
    }

    String text(String member) {
      return members.getOrDefault(member, "");
    }

    String name() {
      return text("case") + " " + text("server");
    }

    OptionalDouble number(String member) {
      return members.containsKey(member)
          ? OptionalDouble.of(Double.parseDouble(text(member)))
          : OptionalDouble.empty();
    }

    double sum(String object) {
      return members.keySet().stream()
          .filter(member -> member.startsWith(object + "."))
          .mapToDouble(member -> number(member).orElse(0))
          .sum();
    }
  }

  /** Throws IllegalArgumentException with what is wrong with the file. */
  static SavedRun read(Path file) {
    SavedRun saved = new SavedRun(file, new Row());
    try (JsonParser json = new JsonFactory().createParser(Files.readString(file))) {
      json.nextToken();
      read(json, "", saved.run);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": no such file", e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + ": not the --json of untorn bench", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
    String format = saved.run.text("format");
    if (!format.equals(Integer.toString(JsonReport.FORMAT))) {
      throw new IllegalArgumentException(
          format.isEmpty()
              ? file + ": not the --json of untorn bench"
              : "%s has format %s, this version compares format %d: measure again"
                  .formatted(file, format, JsonReport.FORMAT));
    }
    return saved;
  }

  private static void read(JsonParser json, String prefix, Row row) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT) {
        read(json, name + ".", row);
      } else if (value == JsonToken.START_ARRAY
          && (name.equals("series") || name.equals("samples"))) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          row.parts.add(new Row());
          read(json, "", row.parts.getLast());
        }
      } else if (value == JsonToken.START_ARRAY) {
        json.skipChildren();
      } else if (value != JsonToken.VALUE_NULL) {
        row.members.put(name, json.getText());
      }
    }
  }

  /** What must be equal in runs to compare, by the members' names. */
  SortedMap<String, String> conditions() {
    // The first text after all that begin with the prefix.
    String end = CONDITIONS.substring(0, CONDITIONS.length() - 1) + '/';
    return run.members.subMap(CONDITIONS, end);
  }
}
