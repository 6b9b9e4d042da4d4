package dev.untorn.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.untorn.bench.load.LoadResult;
import dev.untorn.bench.load.RequestError;
import dev.untorn.bench.run.Progress;
import dev.untorn.bench.run.Tick;
import dev.untorn.text.LiveDisplay;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportsTest {
  private static final Verdict FAILED =
      new Verdict(List.of("p99>1ms"), List.of("1KiB auto: p99 is 2.00 ms, above 1.00 ms"));

  @TempDir private Path folder;

  @Test
  void the_table_compares_with_the_baseline_and_says_what_limits_it() {
    String text = TableReport.text(Results.of("auto", "nginx"), FAILED, false);
    assertTrue(text.contains("1.83 (1.67–2.00)"), text);
    assertTrue(text.contains("1KiB auto: the generator, not the server, was the limit"), text);
    assertTrue(text.contains("errors: 2 status (206 99.9%, 503 0.10%)."), text);
    assertTrue(text.contains("1KiB auto: 2 bodies could not be verified"), text);
    assertTrue(text.contains("Failed (fail if p99>1ms)\n  1KiB auto: p99 is 2.00 ms"), text);
    assertTrue(text.contains("500 requests/s, p50 1.00 ms"), text);
    assertTrue(text.contains("of 10 idle connections, 1 could not be opened, and 6 were"), text);
    assertTrue(text.contains("1KiB at random places, expected: 206"), text);
    assertTrue(text.contains("fields: Accept: text/plain"), text);
    assertTrue(text.contains("writer: rewriting, reading 64KiB/s each, open model, "), text);
    assertTrue(text.contains("open model, 1,000 requests/s, bodies verified, timeout 10 s"), text);
    assertTrue(text.contains("mix: 3 requests of 2 paths, CRC32C "), text);
    assertTrue(text.contains("; 2 rounds, 4 s for each server and case, 1 s of warm-up"), text);
    assertTrue(text.contains("A processor, 4 processors, 2 for the generator"), text);
    assertTrue(text.contains("nginx: nginx/1.22"), text);
    assertTrue(text.contains("untorn bench --test"), text);
    assertFalse(text.contains("\033["), text);
  }

  @Test
  void the_page_needs_nothing_else_and_escapes_names() {
    String page = HtmlReport.text(Results.of("<b>&\"", "nginx"), FAILED);
    assertTrue(page.contains("&lt;b&gt;&amp;&quot;"), page);
    assertFalse(page.contains("<b>&\""), page);
    assertFalse(page.matches("(?s).*(src=|href=|url\\(|@import).*"), page);
    assertTrue(page.contains("prefers-color-scheme: dark"), page);
    assertTrue(page.contains("<polyline class=\"s1\""), page);
    assertFalse(page.contains("NaN"), page);
    assertTrue(page.contains("<p class=\"outcome broken\">Failed (fail if p99&gt;1ms)</p>"), page);
    assertTrue(page.contains("<li>1KiB auto: p99 is 2.00 ms, above 1.00 ms</li>"), page);
    assertTrue(page.contains("2 status (206 99.9%, 503 0.10%)"), page);
    assertTrue(page.contains("A processor, 4 processors"), page);
    // 2,002 responses say nothing of one in ten thousand.
    assertTrue(page.contains("<td>2.00 ms</td><td>-</td><td>2.00 ms</td>"), page);
  }

  @Test
  void tables_for_a_readme_have_a_column_for_each_server() {
    String text = MarkdownReport.text(Results.of("auto", "nginx"), FAILED);
    assertTrue(text.startsWith("| CPU for a request | `auto` | `nginx` |\n|---|---|---|\n"), text);
    assertTrue(text.contains("| 1KiB | 1,100 µs | 1.83 (1.67–2.00) |"), text);
    assertTrue(text.contains("| 1KiB | 500/s | 1.00 (1.00–1.00) |"), text);
    assertTrue(text.contains("* 1KiB auto: the generator"), text);
    assertTrue(text.contains("**Failed (fail if p99>1ms)**"), text);
  }

  @Test
  void on_a_terminal_a_table_is_drawn_again_in_place_until_the_next_case() {
    StringWriter screen = new StringWriter();
    ConsoleProgress progress =
        new ConsoleProgress(
            new LiveDisplay(new PrintWriter(screen), LiveDisplay.Mode.TERMINAL), false);
    LoadResult halfway =
        new LoadResult(
            1, 500, 500, 512_000, new TreeMap<>(), Map.of(), 0, new Histogram(3), 0, 0, 0, 0);
    progress.begins(new Progress.Turn("1KiB", "auto", 1, 1));
    progress.goes(halfway, new Tick(1, 500, 512_000));
    progress.ended(Results.of("auto", "nginx").series().getFirst().rounds().getFirst());
    progress.begins(new Progress.Turn("1KiB", "nginx", 1, 1));
    progress.begins(new Progress.Turn("1MiB", "auto", 1, 1));
    String text = screen.toString();
    assertTrue(text.contains("▸ auto"), text);
    assertTrue(text.contains("█"), text);
    assertEquals(3, text.split("\033\\[3A\r\033\\[J", -1).length - 1, text);
    String last = text.substring(text.lastIndexOf("\n\n") + 2);
    assertTrue(last.matches("(?s)1MiB, round 1 of 1\n[^\033]*▸ auto +0\n"), last);
  }

  @Test
  void the_schema_names_exactly_the_members_that_are_written() throws Exception {
    Set<String> written = names(json("auto"), false);
    Set<String> described;
    try (var in = JsonReport.class.getResourceAsStream("bench.schema.json")) {
      described = names(new String(in.readAllBytes(), StandardCharsets.UTF_8), true);
    }
    Stream.of(RequestError.values())
        .map(RequestError::label)
        .forEach(label -> {
          assertTrue(described.contains(label), label);
          described.remove(label);
          written.remove(label);
        });
    assertEquals(described, written);
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

  private static String json(String name) {
    return JsonReport.text(Results.of(name, "nginx"), FAILED);
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
