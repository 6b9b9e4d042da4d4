package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Ending;
import dev.untorn.client.Reading;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.testing.Commands;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder with more files than anybody reads, of which a mirror must get every one. */
final class LongListingsTest {
  private static final int FILES = 120_000;

  /** Each is stated and sorted; a machine may be busy with other tests. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern ROW = Pattern.compile("<tr><td><a href=\"(f[0-9]+)\">");
  private static final Pattern OBJECT =
      Pattern.compile("\\{\"name\":\"f[0-9]+\",\"href\":\"(f[0-9]+)\",\"type\":\"file\"");

  private static Path root;

  /** In memory where that can be: on a busy disk it would take minutes. */
  @BeforeAll
  static void fill() throws Exception {
    Path memory = Path.of("/dev/shm");
    root =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "untorn-listing")
            : Files.createTempDirectory("untorn-listing");
    Path many = Files.createDirectory(root.resolve("many"));
    Commands.run(
        "perl",
        "-e",
        "chdir $ARGV[1]; for (1 .. $ARGV[0]) { open(F, '>', \"f$_\") or die $!; }",
        "" + FILES,
        many.toString());
  }

  @AfterAll
  static void empty() throws Exception {
    Commands.run("rm", "-r", root.toString());
  }

  private static void assertAll(Pattern link, String text) {
    Set<String> seen = new HashSet<>();
    link.matcher(text).results().forEach(found -> seen.add(found.group(1)));
    assertEquals(FILES, seen.size());
  }

  @Test
  void every_entry_is_in_the_page_and_in_the_json_and_the_framing_says_so() throws Exception {
    try (Served served = Served.directory(root);
        WireClient client = WireClient.connect(served.address(), PATIENCE, OptionalInt.empty())) {
      for (String accept : new String[] {"text/html", "application/json"}) {
        Reply reply = client.ask(Served.request("GET /many/ HTTP/1.1", "Accept: " + accept));
        assertEquals(200, reply.status());
        assertTrue(reply.isComplete());
        assertEquals(Optional.of("chunked"), reply.field("transfer-encoding"));
        assertEquals(Optional.empty(), reply.field("content-length"));
        assertAll(accept.contains("json") ? OBJECT : ROW, reply.text());
        assertTrue(reply.text().endsWith(accept.contains("json") ? "]}" : "</html>\n"));
        client.send(Served.request("HEAD /many/ HTTP/1.1", "Accept: " + accept));
        Reply head = client.read(Reading.OF_HEAD);
        assertEquals(reply.field("transfer-encoding"), head.field("transfer-encoding"));
      }
      assertEquals(200, client.ask(Served.request("GET /many/f1 HTTP/1.1")).status());
    }
  }

  @Test
  void for_http_1_0_it_ends_with_the_connection() throws Exception {
    try (Served served = Served.directory(root);
        WireClient client = WireClient.connect(served.address(), PATIENCE, OptionalInt.empty())) {
      Reply reply = client.ask("GET /many/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertEquals(200, reply.status());
      assertEquals(Optional.empty(), reply.field("transfer-encoding"));
      assertEquals(Optional.of("close"), reply.field("connection"));
      assertEquals(Ending.COMPLETE, reply.ending());
      assertAll(ROW, reply.text());
      assertTrue(reply.text().endsWith("</html>\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
  void one_that_is_cut_is_not_taken_for_complete(String protocol) throws Exception {
    try (Served served = Served.directory(root);
        WireClient slow =
            WireClient.connect(served.address(), PATIENCE, OptionalInt.of(16 * 1024))) {
      slow.send(Served.request("GET /many/ " + protocol));
      ByteBuffer some = ByteBuffer.allocate(1024);
      Ending ending = slow.readSome(some);
      assertEquals(Ending.COMPLETE, ending);
      served.server().components().http1().cutAll();
      while (ending == Ending.COMPLETE) {
        ending = slow.readSome(some.clear());
      }
      assertEquals(Ending.RESET, ending);
    }
  }

  @Test
  void who_reads_it_slowly_keeps_nobody_waiting() throws Exception {
    try (Served served = Served.directory(root);
        WireClient slow =
            WireClient.connect(served.address(), PATIENCE, OptionalInt.of(16 * 1024))) {
      slow.send(Served.request("GET /many/ HTTP/1.1"));
      assertEquals(200, served.get("/many/f7").status());
      assertTrue(slow.read().isComplete());
    }
  }
}
