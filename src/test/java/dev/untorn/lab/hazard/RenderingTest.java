package dev.untorn.lab.hazard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RenderingTest {
  @Test
  void the_table_has_a_mark_for_each_kind_of_finding() {
    String row =
        HazardText.render(Reports.full(), false)
            .lines()
            .filter(line -> line.startsWith("pwrite "))
            .findFirst()
            .orElseThrow();
    assertEquals(List.of("pwrite", "new/read", "old", "held", "-", "?"), List.of(row.split(" +")));
  }

  @Test
  void plain_text_has_no_escapes_and_coloured_text_has_the_same_words() {
    String plain = HazardText.render(Reports.full(), false);
    String coloured = HazardText.render(Reports.full(), true);
    assertFalse(plain.contains("\u001b"));
    assertTrue(coloured.contains("\u001b[1;31m"));
    assertEquals(plain, coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void the_page_says_what_follows_and_what_its_squares_mean_before_it_shows_them() {
    String page = HazardPage.render(Reports.full());
    int squares = page.indexOf("<table>");
    for (String before :
        List.of(
            "somewhere; Linux 6.18.0",
            "handed over by sendfile, bytes could still change",
            "Handed over by read, lease, they arrived as they were.",
            "What the squares say",
            "sendfile(2) from the live file")) {
      int at = page.indexOf(before);
      assertTrue(at >= 0 && at < squares, before);
    }
  }

  @Test
  void a_network_that_could_not_be_had_is_told_with_its_reason() {
    assertTrue(HazardText.render(Reports.full(), false).contains("ip: not found"));
    assertTrue(HazardPage.render(Reports.full()).contains("ip: not found"));
  }

  @Test
  void the_page_needs_no_network_and_no_trust_in_names() {
    String page = HazardPage.render(Reports.full());
    assertTrue(page.contains("/srv/&lt;a &amp; b&gt;"));
    assertFalse(page.contains("/srv/<a"));
    assertFalse(Pattern.compile("https?:|<link|<script|src=|@import|url\\(").matcher(page).find());
    for (String element : List.of("table", "details", "ul", "div", "style", "h2", "p")) {
      assertEquals(
          occurrences(page, "<" + element + "[ >]"), occurrences(page, "</" + element + ">"));
    }
  }

  private static long occurrences(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }

  @Test
  void json_names_every_outcome_and_parses() throws IOException {
    Set<String> kinds = new TreeSet<>();
    Set<String> fields = new TreeSet<>();
    try (JsonParser json = new JsonFactory().createParser(HazardJson.render(Reports.full()))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          fields.add(json.currentName());
        } else if (Objects.equals(json.currentName(), "kind")) {
          kinds.add(json.getText());
        }
      }
    }
    assertEquals(
        Set.of(
            "stable",
            "held",
            "unstable",
            "impossible",
            "unknown",
            "pages_kept",
            "gift_changed",
            "not_shown"),
        kinds);
    Set<String> described = quoted(schema());
    fields.removeIf(described::contains);
    assertEquals(Set.of(), fields, "the schema does not describe these");
  }

  @Test
  void the_schema_lists_every_way_change_network_and_verdict() throws IOException {
    Set<String> described = quoted(schema());
    List<String> missing =
        Stream.<Enum<?>[]>of(
                Way.values(),
                Change.values(),
                Network.values(),
                Control.values(),
                Finding.Became.values(),
                Finding.Until.values())
            .flatMap(Stream::of)
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .filter(name -> !described.contains(name))
            .toList();
    assertEquals(List.of(), missing);
  }

  private static String schema() throws IOException {
    try (InputStream schema =
        Objects.requireNonNull(HazardJson.class.getResourceAsStream("hazard.schema.json"))) {
      return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Set<String> quoted(String text) {
    Set<String> words = new TreeSet<>();
    Matcher matcher = Pattern.compile("\"([^\"]+)\"").matcher(text);
    while (matcher.find()) {
      words.add(matcher.group(1));
    }
    return words;
  }
}
