package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.testing.CapturedLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects of a bucket: how they are asked for, and what proves them. */
final class ProxyBucketTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String FRESH = OK + "Cache-Control: max-age=600\r\n";

  private static final String NEW = "ETag: \"new\"\r\nx-amz-version-id: v2\r\n";

  @TempDir Path folder;

  private static String hello(String head) {
    return head + "Content-Length: 5\r\n\r\nhello";
  }

  private static String sha256(String text) {
    return Base64.getEncoder()
        .encodeToString(
            DigestAlgorithm.SHA_256.begin().digest(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Optional<String> field(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst();
  }

  @Test
  void an_object_is_fetched_once_however_its_key_is_written() throws Exception {
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, hello(FRESH))) {
      for (String path :
          List.of("/a+b%20c(1).txt", "/%61%2bb%20c%281%29.txt", "/a+b%20c(1).txt?versionId=1")) {
        assertEquals("hello", bucket.get(path).text());
      }
      assertEquals(List.of("GET /box/pre/a%2Bb%20c%281%29.txt HTTP/1.1"), bucket.lines());
      assertEquals(Optional.of("ENABLED"), field(bucket.asked().getFirst(), "x-amz-checksum-mode"));
    }
  }

  @Test
  void what_clients_say_of_themselves_is_neither_sent_nor_makes_another_object() throws Exception {
    String varying = hello(FRESH + "Vary: Origin, Accept-Encoding\r\nx-amz-request-id: 1\r\n");
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, varying)) {
      bucket.get("/a", "Authorization: Basic eDp5", "Cookie: a=b", "x-amz-version-id: 1");
      Reply second = bucket.get("/a", "Origin: http://a.example", "X-Amz-Security-Token: t");
      assertEquals(Optional.of("Untorn; hit"), second.field("Cache-Status"));
      assertEquals(Optional.empty(), second.field("x-amz-request-id"));
      assertEquals(1, bucket.asked().size());
      String head = bucket.asked().getFirst();
      assertTrue(field(head, "authorization").orElseThrow().startsWith("AWS4-HMAC-SHA256 "), head);
      assertFalse(head.contains("a=b") || head.contains("versionId"), head);
    }
  }

  @Test
  void only_get_and_head_reach_the_bucket() throws Exception {
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, hello(FRESH))) {
      for (String method : List.of("PUT", "POST", "DELETE", "PATCH")) {
        Reply reply = bucket.ask(method + " /a HTTP/1.1", "Content-Length: 0");
        assertEquals(405, reply.status());
        assertEquals(Optional.of("GET, HEAD, OPTIONS"), reply.field("Allow"));
      }
      assertEquals(204, bucket.ask("OPTIONS /a HTTP/1.1").status());
      assertEquals(List.of(), bucket.asked());
    }
  }

  @Test
  void an_anonymous_bucket_gets_no_signature() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.answering(folder, hello(FRESH), "proxy.s3-signing=anonymous")) {
      assertEquals("hello", bucket.get("/a").text());
      assertEquals(Optional.empty(), field(bucket.asked().getFirst(), "authorization"));
      assertEquals(Optional.of("ENABLED"), field(bucket.asked().getFirst(), "x-amz-checksum-mode"));
    }
  }

  @Test
  void a_bucket_can_be_named_in_the_host() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.virtual(folder, (peer, _, _) -> peer.send(hello(FRESH)))) {
      assertEquals("hello", bucket.get("/a%20b").text());
      String head = bucket.asked().getFirst();
      assertTrue(head.startsWith("GET /pre/a%20b HTTP/1.1"), head);
      assertTrue(field(head, "host").orElseThrow().startsWith("box.localhost:"), head);
    }
  }

  @Test
  void a_checksum_of_the_whole_object_proves_it() throws Exception {
    String right = hello(FRESH + "x-amz-checksum-sha256: " + sha256("hello") + "\r\n");
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, right)) {
      bucket.get("/a");
      Reply stored = bucket.get("/a");
      assertEquals(Optional.of("Untorn; hit"), stored.field("Cache-Status"));
      assertEquals(Optional.of("sha-256=:" + sha256("hello") + ":"), stored.field("Repr-Digest"));
    }
  }

  @Test
  void an_object_that_is_not_what_its_checksum_says_is_cut_and_not_stored() throws Exception {
    String wrong = hello(FRESH + "x-amz-checksum-sha256: " + sha256("other") + "\r\n");
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, wrong)) {
      assertFalse(bucket.get("/a").isComplete());
    }
  }

  @Test
  void a_crc_of_the_whole_object_is_compared_and_is_no_digest() throws Exception {
    String right = hello(FRESH + "x-amz-checksum-crc32: NhCmhg==\r\n");
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, right)) {
      assertEquals("hello", bucket.get("/a").text());
      Reply stored = bucket.get("/a");
      assertEquals(Optional.of("Untorn; hit"), stored.field("Cache-Status"));
      assertEquals(Optional.empty(), stored.field("Repr-Digest"));
    }
  }

  @Test
  void an_object_that_is_not_what_its_crc_says_is_fetched_again_and_nobody_gets_it()
      throws Exception {
    try (CapturedLog log = new CapturedLog();
        ScriptedBucket bucket =
            ScriptedBucket.of(
                folder,
                (peer, _, number) ->
                    peer.send(
                        FRESH
                            + "x-amz-checksum-crc32: NhCmhg==\r\nContent-Length: 5\r\n\r\n"
                            + (number == 1 ? "hallo" : "hello")))) {
      assertFalse(bucket.get("/a").isComplete());
      String line = log.await("is not stored");
      assertTrue(line.endsWith("its CRC32 is b97231d1, and the bucket says 3610a686"), line);
      assertEquals("hello", bucket.get("/a").text());
      assertEquals(2, bucket.asked().size());
    }
  }

  @Test
  void a_crc_is_compared_where_nothing_is_stored_and_not_of_a_head() throws Exception {
    String wrong = "x-amz-checksum-crc32: AAAAAA==\r\nCache-Control: no-store\r\n";
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, hello(OK + wrong))) {
      assertFalse(bucket.get("/a").isComplete());
    }
    try (ScriptedBucket bucket =
        ScriptedBucket.answering(
            folder.resolve("cache"), OK + wrong + "Content-Length: 5\r\n\r\n")) {
      assertTrue(bucket.ask("HEAD /a HTTP/1.1").isComplete());
    }
  }

  @Test
  void a_checksum_of_checksums_is_no_digest() throws Exception {
    String parts = hello(FRESH + "x-amz-checksum-sha256: " + sha256("other") + "-2\r\n");
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, parts)) {
      assertEquals("hello", bucket.get("/a").text());
      assertEquals(Optional.empty(), bucket.get("/a").field("Repr-Digest"));
    }
  }

  @Test
  void a_range_is_cut_from_the_whole_that_a_bucket_sends_in_place_of_its_unit() throws Exception {
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, hello(FRESH + NEW))) {
      Reply part = bucket.get("/a", "Range: bytes=1-2");
      assertEquals(206, part.status());
      assertArrayEquals("el".getBytes(StandardCharsets.US_ASCII), part.body());
      assertEquals(Optional.of("bytes=0-1048575"), field(bucket.asked().getFirst(), "range"));
      assertEquals("hello", bucket.get("/a").text());
      assertEquals(1, bucket.asked().size());
    }
  }

  @Test
  void an_object_is_purged_however_its_key_is_written() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.of(
            folder, (peer, _, number) -> peer.send(FRESH + "Content-Length: 1\r\n\r\n" + number))) {
      assertEquals("1", bucket.get("/a%20b").text());
      assertEquals("1", bucket.get("/a%20b").text());
      assertEquals("{\"purged\":true}\n", bucket.purge("/%61%20b").text());
      assertEquals("2", bucket.get("/a%20b").text());
    }
  }

  @Test
  void objects_are_purged_by_the_beginning_of_their_keys() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.of(
            folder, (peer, _, number) -> peer.send(FRESH + "Content-Length: 1\r\n\r\n" + number))) {
      assertEquals("1", bucket.get("/a%20b/c").text());
      assertEquals("2", bucket.get("/d").text());
      assertTrue(bucket.purgeAll("prefix=/%61%20b/").text().startsWith("{\"ban\":"));
      assertEquals("3", bucket.get("/a%20b/c").text());
      assertEquals("2", bucket.get("/d").text(), "the control");
    }
  }
}
