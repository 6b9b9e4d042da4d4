package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients get of files, in both modes. */
final class FilesTest {
  @TempDir Path directory;

  private byte[] write(String name, int sizeBytes) throws Exception {
    byte[] content = new byte[sizeBytes];
    new Random(sizeBytes).nextBytes(content);
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    return content;
  }

  private Served serve(String mode, String... more) {
    String[] settings = Arrays.copyOf(more, more.length + 1);
    settings[more.length] = "serve.mode=" + mode;
    return Served.directory(directory, settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void files_of_every_size_arrive_byte_for_byte(String mode) throws Exception {
    int[] sizes = {0, 1, 4095, 16384, 16385, 65535, 65536, 65537, 131072, 131073, 3_000_000};
    try (Served served = serve(mode);
        WireClient client = served.connect()) {
      for (int size : sizes) {
        byte[] content = write("f" + size, size);
        for (int again = 0; again < 2; again++) {
          Reply reply = client.ask(Served.request("GET /f" + size + " HTTP/1.1"));
          assertTrue(reply.isComplete(), reply::toString);
          assertEquals(200, reply.status());
          assertArrayEquals(content, reply.body());
          assertEquals(Optional.of(Integer.toString(size)), reply.field("content-length"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void a_head_is_that_of_the_get(String mode) throws Exception {
    write("f", 100_000);
    try (Served served = serve(mode)) {
      String get = served.get("/f").rawHead();
      String head = served.ask("HEAD /f HTTP/1.1").rawHead();
      assertEquals(withoutDate(get), withoutDate(head));
    }
  }

  /** A live file's tag is weak until the file has been at rest for two seconds. */
  private static String strongTag(Served served, String path) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    String tag = served.get(path).field("etag").orElseThrow();
    while (tag.startsWith("W/")) {
      assertTrue(System.nanoTime() < deadline, "the tag stays weak");
      tag = served.get(path).field("etag").orElseThrow();
    }
    return tag;
  }

  private static String withoutDate(String head) {
    return head.replaceAll("Date: [^\r]*", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void a_validator_of_a_response_revalidates_it(String mode) throws Exception {
    write("f", 1000);
    try (Served served = serve(mode)) {
      String tag = strongTag(served, "/f");
      String date = served.get("/f").field("last-modified").orElseThrow();
      assertEquals(304, served.get("/f", "If-None-Match: " + tag).status());
      assertEquals(304, served.get("/f", "If-None-Match: \"x\"", "If-None-Match: " + tag).status());
      assertEquals(304, served.get("/f", "If-Modified-Since: " + date).status());
      assertEquals(200, served.get("/f", "If-None-Match: \"other\"").status());
      assertEquals(412, served.get("/f", "If-Match: \"other\"").status());
      assertEquals(200, served.get("/f", "If-Match: " + tag).status());
      assertEquals(
          412, served.get("/f", "If-Unmodified-Since: Mon, 02 Jan 2006 15:04:05 GMT").status());
      Reply unchanged = served.get("/f", "If-None-Match: " + tag);
      assertEquals(Optional.of(tag), unchanged.field("etag"));
      assertEquals(Optional.empty(), unchanged.field("content-length"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void ranges_give_their_bytes(String mode) throws Exception {
    byte[] content = write("f", 500_000);
    try (Served served = serve(mode)) {
      Reply part = served.get("/f", "Range: bytes=1000-300999");
      assertEquals(206, part.status());
      assertEquals(Optional.of("bytes 1000-300999/500000"), part.field("content-range"));
      assertArrayEquals(Arrays.copyOfRange(content, 1000, 301_000), part.body());
      Reply suffix = served.get("/f", "Range: bytes=-5");
      assertArrayEquals(Arrays.copyOfRange(content, 499_995, 500_000), suffix.body());
      Reply beyond = served.get("/f", "Range: bytes=500000-");
      assertEquals(416, beyond.status());
      assertEquals(Optional.of("bytes */500000"), beyond.field("content-range"));
      String tag = strongTag(served, "/f");
      assertEquals(206, served.get("/f", "Range: bytes=0-9", "If-Range: " + tag).status());
      assertEquals(200, served.get("/f", "Range: bytes=0-9", "If-Range: \"old\"").status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void several_ranges_come_as_parts_of_the_promised_length(String mode) throws Exception {
    for (int size : new int[] {60_000, 500_000}) {
      byte[] content = write("f" + size, size);
      try (Served served = serve(mode)) {
        Reply reply = served.get("/f" + size, "Range: bytes=0-99,20000-29999,-50");
        assertEquals(206, reply.status());
        assertTrue(reply.isComplete(), reply::toString);
        String type = reply.field("content-type").orElseThrow();
        assertTrue(type.startsWith("multipart/byteranges; boundary="), type);
        String body = new String(reply.body(), StandardCharsets.ISO_8859_1);
        for (int[] range : new int[][] {{0, 100}, {20_000, 30_000}, {size - 50, size}}) {
          String bytes =
              new String(content, range[0], range[1] - range[0], StandardCharsets.ISO_8859_1);
          String head = "bytes " + range[0] + "-" + (range[1] - 1) + "/" + size + "\r\n\r\n";
          assertTrue(body.contains(head + bytes + "\r\n--"), head);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sendfile"})
  void ranges_past_four_gibibytes_work(String mode) throws Exception {
    long size = 5L << 30;
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("f").toFile(), "rw")) {
      file.setLength(size);
      file.seek(size - 3);
      file.write("end".getBytes(StandardCharsets.US_ASCII));
    }
    try (Served served = serve(mode)) {
      Reply reply = served.get("/f", "Range: bytes=" + (size - 4) + "-");
      assertEquals("\0end", reply.text());
      assertEquals(
          Optional.of("bytes " + (size - 4) + "-" + (size - 1) + "/" + size),
          reply.field("content-range"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void a_precompressed_sibling_is_preferred_unless_it_is_older(String mode) throws Exception {
    write("app.js", 1000);
    byte[] brotli = write("app.js.br", 200);
    try (Served served = serve(mode)) {
      Reply plain = served.get("/app.js");
      Reply encoded = served.get("/app.js", "Accept-Encoding: gzip, br;q=0.5");
      assertArrayEquals(brotli, encoded.body());
      assertEquals(Optional.of("br"), encoded.field("content-encoding"));
      assertEquals(plain.field("content-type"), encoded.field("content-type"));
      assertEquals(Optional.of("Accept-Encoding"), encoded.field("vary"));
      assertEquals(Optional.of("Accept-Encoding"), plain.field("vary"));
      assertFalse(plain.field("etag").equals(encoded.field("etag")));
      Files.setLastModifiedTime(
          directory.resolve("app.js"), FileTime.from(Instant.now().minusSeconds(60)));
      assertEquals(1000, served.get("/app.js", "Accept-Encoding: br").body().length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void folders_redirect_list_or_give_their_index(String mode) throws Exception {
    write("sub dir/index.html", 100);
    write("bare/x<b>.txt", 10);
    try (Served served = serve(mode)) {
      Reply redirect = served.get("/sub%20dir?a=b");
      assertEquals(301, redirect.status());
      assertEquals(Optional.of("./sub%20dir/?a=b"), redirect.field("location"));
      assertEquals(100, served.get("/sub%20dir/").body().length);
      String page = served.get("/bare/").text();
      assertTrue(page.contains("x&lt;b&gt;.txt") && !page.contains("<b>"), page);
      String json = served.get("/bare/", "Accept: application/json").text();
      assertTrue(json.contains("\"x<b>.txt\""), json);
      assertEquals(
          Optional.of("./bare/"), served.get("//bare").field("location"), "never to another host");
    }
    try (Served served = serve(mode, "serve.listing=off")) {
      assertEquals(403, served.get("/bare/").status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void all_of_an_empty_file_can_be_had_by_a_range(String mode) throws Exception {
    write("f", 0);
    try (Served served = serve(mode)) {
      assertEquals(200, served.get("/f", "Range: bytes=0-").status());
      assertEquals(200, served.get("/f", "Range: bytes=-5").status());
      assertEquals(416, served.get("/f", "Range: bytes=5-").status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void what_may_not_be_served_is_not_found_and_never_hangs(String mode) throws Exception {
    write(".git/config", 10);
    write(".well-known/security.txt", 10);
    Files.createSymbolicLink(directory.resolve("out"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    assertEquals(
        0, new ProcessBuilder("mkfifo", directory.resolve("fifo").toString()).start().waitFor());
    try (Served served = serve(mode)) {
      for (String path :
          new String[] {
            "/.git/config", "/out", "/loop", "/fifo", "/fifo/", "/" + "n".repeat(300), "/a/b/c"
          }) {
        assertEquals(404, served.get(path).status(), path);
      }
      assertEquals(200, served.get("/.well-known/security.txt").status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void every_replacement_is_seen_by_the_next_request(String mode) throws Exception {
    try (Served served = serve(mode);
        WireClient client = served.connect()) {
      for (int i = 100; i < 400; i++) {
        Path next = directory.resolve("next");
        Files.writeString(next, "content " + i);
        Files.move(next, directory.resolve("f"), StandardCopyOption.REPLACE_EXISTING);
        assertEquals("content " + i, client.ask(Served.request("GET /f HTTP/1.1")).text());
      }
    }
  }
}
