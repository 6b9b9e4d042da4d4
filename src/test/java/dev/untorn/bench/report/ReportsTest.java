package dev.untorn.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.untorn.bench.load.Fault;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportsTest {
  @TempDir private Path folder;

  @Test
  void the_table_compares_with_the_baseline_and_says_what_limits_it() {
    String text = new TableReport(Results.of("auto", "nginx"), false).text();
    assertTrue(text.contains("1.83 (1.67–2.00)"), text);
    assertTrue(text.contains("1KiB auto: the generator, not the server, was the limit"), text);
    assertTrue(text.contains("2 status"), text);
    assertTrue(text.contains("open model, 1,000 requests/s, bodies verified"), text);
    assertTrue(text.contains("untorn bench --test"), text);
    assertFalse(text.contains("\033["), text);
  }

  @Test
  void the_page_needs_nothing_else_and_escapes_names() {
    String page = new HtmlReport(Results.of("<b>&\"", "nginx")).text();
    assertTrue(page.contains("&lt;b&gt;&amp;&quot;"), page);
    assertFalse(page.contains("<b>&\""), page);
    assertFalse(page.matches("(?s).*(src=|href=|url\\(|@import).*"), page);
    assertTrue(page.contains("prefers-color-scheme: dark"), page);
    assertTrue(page.contains("<polyline class=\"s1\""), page);
    assertFalse(page.contains("NaN"), page);
  }

  @Test
  void the_schema_names_exactly_the_members_that_are_written() throws Exception {
    Set<String> written = names(json("auto"), false);
    Set<String> described;
    try (var in = JsonReport.class.getResourceAsStream("bench.schema.json")) {
      described = names(new String(in.readAllBytes(), StandardCharsets.UTF_8), true);
    }
    Stream.of(Fault.values())
        .map(Fault::label)
        .forEach(label -> {
          assertTrue(described.contains(label), label);
          described.remove(label);
          written.remove(label);
        });
    assertEquals(described, written);
  }

  @Test
  void two_runs_are_compared_by_ratios() throws Exception {
    Path first = Files.writeString(folder.resolve("a.json"), json("auto"));
    String text = Comparison.text(first, first, false);
    assertTrue(text.contains("1KiB auto"), text);
    assertEquals(10, text.split("1\\.000", -1).length - 1, text);
    Path other = Files.writeString(folder.resolve("b.json"), "{\"format\": 99}");
    assertThrows(IOException.class, () -> Comparison.text(first, other, false));
    Path empty = Files.writeString(folder.resolve("c.json"), "{}");
    assertThrows(IOException.class, () -> Comparison.text(empty, first, false));
  }

  @Test
  void logs_of_latencies_can_be_read_by_their_own_library() throws Exception {
    HdrLogs.write(Results.of("auto", "nginx"), folder.resolve("hdr"));
    try (var in = Files.newInputStream(folder.resolve("hdr/1KiB-auto.hlog"));
        HistogramLogReader reader = new HistogramLogReader(in)) {
      assertEquals(1_001, count(reader));
      assertEquals(1_001, count(reader));
    }
  }

  private static long count(HistogramLogReader reader) {
    return ((Histogram) reader.nextIntervalHistogram()).getTotalCount();
  }

  private static String json(String name) throws IOException {
    StringWriter json = new StringWriter();
    JsonReport.write(Results.of(name, "nginx"), json);
    return json.toString();
  }

  /** Of all members; of a schema, of those of objects called "properties". */
  private static Set<String> names(String text, boolean schema) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      while (json.nextToken() != null) {
        boolean properties =
            json.currentToken() == JsonToken.FIELD_NAME
                && (!schema || json.currentName().equals("properties"));
        if (properties && !schema) {
          names.add(json.currentName());
        } else if (properties) {
          json.nextToken();
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            names.add(json.currentName());
            json.nextToken();
            json.skipChildren();
          }
        }
      }
    }
    return names;
  }
}
