package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For which requests a bucket is asked, and how often: its owner pays for each. */
final class ProxyBucketCostsTest {
  private static final String OBJECT = "ETag: \"a\"\r\nContent-Length: 5\r\n\r\n";

  @TempDir Path folder;

  /** What a bucket with one object answers. */
  private static String answer(String head, String lifetime) {
    if (head.contains("list-type=2")) {
      return ListedBucket.listing();
    }
    if (!head.contains(" /box/pre/a ")) {
      return ScriptedBucket.error(404, "NoSuchKey", "");
    }
    return head.contains("f-None-Match: ")
        ? "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n" + lifetime + "\r\n"
        : "HTTP/1.1 200 OK\r\n" + lifetime + OBJECT + (head.startsWith("HEAD") ? "" : "hello");
  }

  private ScriptedBucket bucket(String lifetime, String... settings) throws Exception {
    return ScriptedBucket.of(
        folder, (peer, head, _) -> peer.send(answer(head, lifetime)), settings);
  }

  private static void assertCost(int requests, ScriptedBucket bucket, String requestLine)
      throws Exception {
    int before = bucket.asked().size();
    bucket.ask(requestLine + " HTTP/1.1");
    assertEquals(requests, bucket.asked().size() - before, () -> bucket.lines().toString());
  }

  @Test
  void a_miss_costs_one_request_and_hits_none() throws Exception {
    try (ScriptedBucket bucket = bucket("Cache-Control: max-age=600\r\n")) {
      assertCost(1, bucket, "HEAD /a");
      assertCost(1, bucket, "GET /a");
      assertCost(0, bucket, "GET /a");
      assertCost(0, bucket, "HEAD /a");
    }
  }

  @Test
  void what_is_stale_costs_one_request_without_its_body() throws Exception {
    try (ScriptedBucket bucket = bucket("Cache-Control: max-age=0\r\n")) {
      assertCost(1, bucket, "GET /a");
      assertCost(1, bucket, "GET /a");
      assertEquals(List.of("GET /box/pre/a HTTP/1.1", "GET /box/pre/a HTTP/1.1"), bucket.lines());
    }
  }

  @Test
  void what_is_not_there_costs_two_for_it_might_be_a_folder_and_then_none() throws Exception {
    try (ScriptedBucket bucket = bucket("")) {
      assertCost(2, bucket, "GET /b");
      assertCost(0, bucket, "GET /b");
    }
    try (ScriptedBucket bucket =
        ScriptedBucket.of(
            folder.resolve("cache"),
            (peer, head, _) -> peer.send(answer(head, "")),
            "proxy.s3-folders=object")) {
      assertCost(1, bucket, "GET /b");
      assertCost(0, bucket, "GET /b");
    }
  }
}
