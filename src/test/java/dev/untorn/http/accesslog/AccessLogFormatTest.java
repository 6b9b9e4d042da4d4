package dev.untorn.http.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.untorn.delivery.Receipt;
import dev.untorn.origin.CacheFacts;
import dev.untorn.origin.CacheOutcome;
import dev.untorn.version.Proof;
import java.io.ByteArrayOutputStream;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class AccessLogFormatTest {
  /** What tools use to read the Combined format: fields in quotes hold no bare quote. */
  private static final Pattern COMBINED =
      Pattern.compile(
          "(\\S+) - - \\[([^]]+)] \"((?:[^\"\\\\]|\\\\.)*)\" (\\d{3}) (\\d+|-)"
              + " \"((?:[^\"\\\\]|\\\\.)*)\" \"((?:[^\"\\\\]|\\\\.)*)\"\n");

  private static final String HOSTILE =
      "/a\r\n192.0.2.9 - - [x] \"GET /forged HTTP/1.1\" 200 1\u0000\u001b[2J\t\b\u000b\\\"\u007f"
          + "\u0085\u009b\u00e9\u00ff\u2028\ud800\udfff";

  @Test
  void common_has_exactly_the_classic_fields() {
    String line =
        line(
            new AccessLogCommon(false, ZoneId.systemDefault()),
            AccessLogReceipts.of("/a?b", "r", "u"));
    assertTrue(
        line.matches(
            "192\\.0\\.2\\.7 - - \\[\\d\\d/Nov/2023:\\d\\d:\\d\\d:20 [+-]\\d{4}]"
                + " \"GET /a\\?b HTTP/1\\.1\" 200 2326\n"),
        line);
  }

  @Test
  void combined_adds_referer_and_user_agent() {
    assertEquals(
        "192.0.2.7 - - [14/Nov/2023:23:13:20 +0100] \"GET /a HTTP/1.1\" 200 2326"
            + " \"http://example.com/\" \"curl/8\"\n",
        line(
            new AccessLogCommon(true, ZoneId.of("Europe/Berlin")),
            AccessLogReceipts.of("/a", "http://example.com/", "curl/8")));
  }

  @Test
  void combined_writes_what_is_unknown_as_dashes() {
    assertEquals(
        "- - - [14/Nov/2023:22:13:20 +0000] \"-\" 000 - \"-\" \"-\"\n",
        line(new AccessLogCommon(true, ZoneId.of("UTC")), AccessLogReceipts.ofGarbage()));
  }

  @Test
  void combined_escapes_as_apache_does() {
    String line =
        line(
            new AccessLogCommon(true, ZoneId.of("UTC")),
            AccessLogReceipts.of("/\"\\\n\r\t\b\u000b\u0000\u001b\u007f\u0085\u00e9", "", ""));
    assertTrue(
        line.contains("GET /\\\"\\\\\\n\\r\\t\\b\\v\\x00\\x1b\\x7f\\x85\\xe9 HTTP/1.1"), line);
  }

  @Test
  void nothing_a_client_sends_ends_a_field_or_a_line_of_combined() {
    AccessLogFormat format = new AccessLogCommon(true, ZoneId.of("UTC"));
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      String line = line(format, hostile(random));
      assertTrue(COMBINED.matcher(line).matches(), () -> "seed " + seed + ": " + line);
      assertPrintable(line);
    }
  }

  @Test
  void json_has_every_fact_under_its_name() throws Exception {
    String line = line(new AccessLogJson(), AccessLogReceipts.of("/a", "r", "u"));
    assertEquals(
        "{\"time\":\"2023-11-14T22:13:20.007Z\",\"remote\":\"192.0.2.7\",\"method\":\"GET\","
            + "\"target\":\"/a\",\"protocol\":\"HTTP/1.1\",\"status\":200,\"bytes\":2326,"
            + "\"head_bytes\":211,\"mode\":\"sendfile\",\"body\":\"live\",\"proof\":\"unproven\","
            + "\"ending\":\"fenced\",\"modification\":\"rewritten\","
            + "\"modification_phase\":\"fence\",\"duration_ms\":12.346,\"referer\":\"r\","
            + "\"user_agent\":\"u\"}\n",
        line);
  }

  @Test
  void json_says_what_a_proxy_did_and_what_proves_a_stream() throws Exception {
    CacheFacts passed = new CacheFacts(CacheOutcome.PASS, Optional.of(Proof.UNPROVEN));
    Map<String, String> fields =
        parse(line(new AccessLogJson(), AccessLogReceipts.ofPassed(passed)));
    assertEquals("pass", fields.get("cache"));
    assertEquals("unproven", fields.get("proof"));
    CacheFacts failed = CacheFacts.of(CacheOutcome.FAILED);
    fields = parse(line(new AccessLogJson(), AccessLogReceipts.ofPassed(failed)));
    assertEquals("failed", fields.get("cache"));
    assertNull(fields.get("proof"));
  }

  @Test
  void json_leaves_out_what_there_is_not() throws Exception {
    Map<String, String> fields = parse(line(new AccessLogJson(), AccessLogReceipts.ofGarbage()));
    for (String absent :
        new String[] {"mode", "body", "proof", "cache", "modification", "referer", "user_agent"}) {
      assertNull(fields.get(absent), absent);
    }
    assertEquals("client_gone", fields.get("ending"));
    assertEquals("0.0", fields.get("duration_ms"));
  }

  @Test
  void json_gives_back_what_a_client_sent_in_one_line_of_ascii() throws Exception {
    var format = new AccessLogJson();
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Receipt receipt = hostile(random);
      String line = line(format, receipt);
      assertPrintable(line);
      Map<String, String> fields = parse(line);
      assertEquals(receipt.target(), fields.get("target"), "seed " + seed);
      assertEquals(receipt.userAgent(), fields.getOrDefault("user_agent", ""), "seed " + seed);
    }
  }

  @Test
  void the_second_is_right_when_it_changes_either_way() throws Exception {
    var format = new AccessLogJson();
    var batch = new ByteArrayOutputStream();
    for (long millis : new long[] {999, 1_000, 59_999, 0, -1}) {
      format.appendLost(1, millis, batch);
    }
    assertEquals(
        """
        {"time":"1970-01-01T00:00:00.999Z","lost":1}
        {"time":"1970-01-01T00:00:01.000Z","lost":1}
        {"time":"1970-01-01T00:00:59.999Z","lost":1}
        {"time":"1970-01-01T00:00:00.000Z","lost":1}
        {"time":"1969-12-31T23:59:59.999Z","lost":1}
        """,
        batch.toString(ISO_8859_1));
  }

  private static Receipt hostile(Random random) {
    return AccessLogReceipts.of(text(random), text(random), text(random));
  }

  /** Pieces of a hostile text, and any characters. */
  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(
          random.nextBoolean()
              ? HOSTILE.charAt(random.nextInt(HOSTILE.length()))
              : (char) random.nextInt(0x180));
    }
    return random.nextInt(10) == 0 ? HOSTILE : text.toString();
  }

  /** JSON lets DEL stand, which no terminal acts upon. */
  private static void assertPrintable(String line) {
    for (int i = 0; i < line.length() - 1; i++) {
      char c = line.charAt(i);
      assertTrue(c >= ' ' && c <= 0x7f, line);
    }
    assertEquals('\n', line.charAt(line.length() - 1));
  }

  private static String line(AccessLogFormat format, Receipt receipt) {
    var batch = new ByteArrayOutputStream();
    format.append(receipt, batch);
    return batch.toString(ISO_8859_1);
  }

  private static Map<String, String> parse(String line) throws Exception {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      assertEquals(JsonToken.START_OBJECT, json.nextToken());
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        fields.put(name, json.getText());
      }
      assertNull(json.nextToken());
    }
    return fields;
  }
}
