package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.semantics.HttpDates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users of file servers and of their clients reported as broken elsewhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReportedCasesTest {
  private final FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofDays(1)));

  /**
   * A request and what its answer holds.
   *
   * @param sentence what is expected
   * @param lines of the request, with bars between them
   * @param has texts of the head and body; with an exclamation mark, texts that are in neither
   */
  record Case(String sentence, String lines, int status, List<String> has) {
    static Case of(String sentence, String lines, int status, String... has) {
      return new Case(sentence, lines, status, List.of(has));
    }

    String request() {
      String[] all = lines.split("\\|", -1);
      String[] fields = Arrays.copyOfRange(all, 1, all.length);
      return all[0].endsWith("1.0") // Has no Host, as sent by haproxy.
          ? String.join("\r\n", all) + "\r\n\r\n"
          : Served.request(all[0] + " HTTP/1.1", fields);
    }

    @Override
    public String toString() {
      return sentence;
    }
  }

  private Path root;
  private Served served;

  @BeforeAll
  void serve(@TempDir Path directory) throws Exception {
    root = directory;
    write("f.txt", "0123456789");
    write("app.js", "console.log(1)");
    write("app.js.gz", "packed");
    write("d/in.txt", "in");
    write("d/.in.txt.Ab12Cd", "half of");
    write("d/.~tmp~/in.txt", "delayed");
    write("d/.treeinfo", "[general]");
    served = Served.directory(root);
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private Path write(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return Files.setLastModifiedTime(file, yesterday);
  }

  private String tag(String path) throws IOException {
    return served.get(path).field("etag").orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("validators")
  @MethodSource("ranges")
  @MethodSource("codings")
  @MethodSource("connections")
  @MethodSource("names")
  void answers_are_as_users_expect(Case reported) throws Exception {
    try (WireClient client = served.connect()) {
      Reply reply = client.ask(reported.request());
      assertTrue(reply.isComplete(), reply::toString);
      assertEquals(reported.status, reply.status());
      String all = reply.rawHead() + reply.text();
      for (String text : reported.has) {
        boolean wanted = !text.startsWith("!");
        assertEquals(wanted, all.contains(wanted ? text : text.substring(1)), text + " in " + all);
      }
    }
  }

  static Stream<Case> validators() {
    return Stream.of(
        Case.of(
            "curl --etag-compare with an empty file sends an empty tag, which is none of ours",
            "GET /f.txt|If-None-Match: \"\"",
            200,
            "0123456789"),
        Case.of(
            "a tag without its quotes is none",
            "GET /f.txt|If-None-Match: 0123456789",
            200,
            "0123456789"),
        Case.of(
            "wget -N after a broken download has a file that is newer than the server's",
            "GET /f.txt|If-Modified-Since: " + HttpDates.format(Instant.now().getEpochSecond()),
            200,
            "0123456789"),
        Case.of("what is missing has not failed a condition", "GET /no|If-Match: \"x\"", 404),
        Case.of("what is missing has not stayed the same", "GET /no|If-None-Match: *", 404),
        Case.of("a folder's listing has no tag to match", "GET /d/|If-None-Match: \"x\"", 200));
  }

  static Stream<Case> ranges() {
    return Stream.of(
        Case.of(
            "previews ask for three megabytes, whatever there are",
            "GET /f.txt|Range: bytes=0-3145727",
            206,
            "Content-Range: bytes 0-9/10"),
        Case.of(
            "a suffix longer than the file, and than any number, is all of it",
            "GET /f.txt|Range: bytes=-99999999999999999999",
            206,
            "Content-Range: bytes 0-9/10"),
        Case.of(
            "wget -c and curl -C of what is whole learn its length",
            "GET /f.txt|Range: bytes=10-",
            416,
            "Content-Range: bytes */10"),
        Case.of("the last no bytes are none", "GET /f.txt|Range: bytes=-0", 416),
        Case.of("no range at all is none", "GET /f.txt|Range: bytes=,", 200, "0123456789"),
        Case.of("no number is no range", "GET /f.txt|Range: bytes=abc-def", 200, "0123456789"),
        Case.of("a unit may be in capitals", "GET /f.txt|Range: Bytes=1-2", 206, "\r\n\r\n12"),
        Case.of("a listing has no ranges", "GET /d/|Range: bytes=0-9", 200, "in.txt"),
        Case.of("nor has a problem", "GET /no|Range: bytes=0-9", 404, "!Content-Range"),
        Case.of("nor a redirect", "GET /d|Range: bytes=0-9", 301, "!Content-Range"));
  }

  static Stream<Case> codings() {
    return Stream.of(
        Case.of(
            "a HEAD tells the length that the GET has",
            "HEAD /app.js|Accept-Encoding: gzip",
            200,
            "Content-Encoding: gzip",
            "Content-Length: 6\r\n"),
        Case.of(
            "a weight of zero refuses a coding, though a star allows all",
            "GET /app.js|Accept-Encoding: *;q=0.5, gzip;q=0",
            200,
            "console.log(1)",
            "!Content-Encoding"),
        Case.of(
            "a packed file asked for by name is a file, and not packed twice",
            "GET /app.js.gz|Accept-Encoding: gzip",
            200,
            "!Content-Encoding",
            "application/gzip",
            "packed"),
        Case.of(
            "ranges of a packed file are ranges of its bytes",
            "GET /app.js|Accept-Encoding: gzip|Range: bytes=1-2",
            206,
            "Content-Range: bytes 1-2/6",
            "\r\n\r\nac"));
  }

  static Stream<Case> connections() {
    String upgrade = "GET /f.txt|Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: ";
    String socket = "GET /f.txt|Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13";
    return Stream.of(
        Case.of("curl --http2 gets its file", upgrade + "AAMAAABk", 200, "\r\n\r\n0123456789"),
        Case.of("a socket finds a file", socket, 200, "!Upgrade", "\r\n\r\n0123456789"),
        Case.of("haproxy takes the server for alive", "OPTIONS / HTTP/1.0", 204, "Allow: GET"),
        Case.of("so does it by another check", "OPTIONS *", 204, "Allow: GET"),
        Case.of("no continuation without a body", "GET /f.txt|Expect: 100-continue", 200, "789"),
        Case.of("a GET may have an empty body", "GET /f.txt|Content-Length: 0", 200, "789"),
        Case.of("a GET may be told to trail", "GET /f.txt|TE: trailers|Connection: TE", 200),
        Case.of("cookies of other ports are long", "GET /f.txt|Cookie: " + "c".repeat(15000), 200),
        Case.of("a WebDAV client learns it is none", "PROPFIND /|Depth: 0|Content-Length: 0", 501),
        Case.of("a digest of the old kind is not known", "GET /f.txt|Want-Digest: sha-256", 200));
  }

  static Stream<Case> names() {
    return Stream.of(
        Case.of("what rsync still writes is not there", "GET /d/.in.txt.Ab12Cd", 404),
        Case.of("nor what it delays", "GET /d/.~tmp~/in.txt", 404),
        Case.of("an installer finds its tree", "GET /d/.treeinfo", 200, "[general]"),
        Case.of("nor are they listed", "GET /d/", 200, "in.txt", "!Ab12Cd", "!tmp"),
        Case.of("no redirect leaves the server", "GET //d", 301, "Location: ./d/\r\n"),
        Case.of("git asks with a query", "GET /f.txt?service=git-upload-pack", 200, "789"),
        Case.of("a file is no folder", "GET /f.txt/", 404),
        Case.of(
            "pip wants a page",
            "GET /d/|Accept: application/vnd.pypi.simple.v1+json, text/html;q=0.01",
            200,
            "text/html"));
  }

  @Test
  void another_file_of_the_same_size_and_date_has_another_tag() throws Exception {
    Path file = write("same", "one");
    String replaced = tag("/same");
    Files.move(write("aside", "two"), file, StandardCopyOption.REPLACE_EXISTING);
    assertEquals("two", served.get("/same", "If-None-Match: " + replaced).text());

    String rewritten = tag("/same");
    write("same", "six");
    assertEquals("six", served.get("/same", "If-None-Match: " + rewritten).text());

    String again = tag("/same");
    Files.delete(file); // The next one may have its inode.
    write("same", "ten");
    assertEquals("ten", served.get("/same", "If-None-Match: " + again).text());
  }

  /** As backups by hard links do, and chown of a whole tree. */
  @Test
  void a_download_is_resumed_though_its_file_was_linked_or_its_mode_set() throws Exception {
    String content = "0123456789".repeat(10_000);
    Path file = write("linked", content);
    String tag = tag("/linked");
    Files.createLink(root.resolve("snapshot"), file);
    Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(root.resolve("f.txt")));

    Reply rest = served.get("/linked", "Range: bytes=99990-", "If-Match: " + tag);

    assertEquals(206, rest.status());
    assertEquals("0123456789", rest.text());
  }

  @Test
  void a_file_may_become_a_folder_and_a_file_again() throws Exception {
    Path both = write("both", "file");
    assertEquals("file", served.get("/both").text());
    Files.delete(both);
    Path index = write("both/index.html", "folder");
    assertEquals(301, served.get("/both").status());
    assertEquals("folder", served.get("/both/").text());
    Files.delete(index);
    Files.delete(both);
    assertEquals(404, served.get("/both").status());
    write("both", "again");
    assertEquals("again", served.get("/both").text());
    assertEquals(404, served.get("/both/").status());
  }

  /** As docker's builder asks, which fails if the tag of a 304 is not one that it has. */
  @Test
  void a_304_says_which_of_several_tags_it_means() throws Exception {
    String tag = tag("/f.txt");
    Reply reply = served.get("/f.txt", "If-None-Match: \"a\", W/" + tag, "If-None-Match: \"b\"");
    assertEquals(304, reply.status());
    assertEquals(Optional.of(tag), reply.field("etag"));
  }

  @Test
  void no_date_is_later_than_the_answer() throws Exception {
    Path file = write("future", "x");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofDays(400))));
    Wires.await("a date", () -> served.get("/future").field("last-modified").isPresent());
    Reply reply = served.get("/future");
    assertTrue(seconds(reply, "last-modified") <= seconds(reply, "date"), reply.rawHead());
  }

  private static long seconds(Reply reply, String field) {
    return HttpDates.parse(reply.field(field).orElseThrow(), 0).orElseThrow();
  }
}
