package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.testing.CapturedLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients and the operator get of a bucket's errors. */
final class ProxyBucketErrorsTest {
  private static final String NO_FOLDERS = "proxy.s3-folders=object";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchKey, 404",
    "403, AccessDenied, 403",
    "403, InvalidObjectState, 403",
    "503, SlowDown, 503",
    "500, InternalError, 503",
    "404, NoSuchBucket, 502",
    "403, InvalidAccessKeyId, 502",
    "400, ExpiredToken, 502",
    "301, PermanentRedirect, 502",
    "307, TemporaryRedirect, 502"
  })
  void an_error_becomes_that_of_a_server_of_files(int status, String code, int expected)
      throws Exception {
    String error = ScriptedBucket.error(status, code, "Location: http://127.0.0.1:9/\r\n");
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, error, NO_FOLDERS)) {
      Reply reply = bucket.get("/a");
      assertEquals(expected, reply.status());
      assertTrue(reply.isComplete());
      assertFalse(reply.text().contains("KEY"), reply::text);
      assertFalse(reply.text().contains("<Error>"), reply::text);
      assertEquals(Optional.empty(), reply.field("Location"));
    }
  }

  @ParameterizedTest
  @CsvSource({"404, 404", "403, 403", "503, 503", "400, 502", "301, 502"})
  void a_head_has_no_document_and_means_what_its_status_says(int status, int expected)
      throws Exception {
    String error = "HTTP/1.1 %d Any\r\nContent-Type: application/xml\r\n\r\n".formatted(status);
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, error, NO_FOLDERS)) {
      Reply reply = bucket.ask("HEAD /a HTTP/1.1");
      assertEquals(expected, reply.status());
    }
  }

  @Test
  void what_is_not_there_is_remembered() throws Exception {
    String error = ScriptedBucket.error(404, "NoSuchKey", "");
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, error, NO_FOLDERS)) {
      bucket.get("/a");
      assertEquals(404, bucket.get("/a").status());
      assertEquals(1, bucket.asked().size());
    }
  }

  @Test
  void a_bucket_that_is_too_busy_says_when_to_come_again_and_what_is_stored_stands_in()
      throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.of(
            folder,
            (peer, head, _) ->
                peer.send(
                    head.startsWith("GET /box/pre/a ") && !head.contains("f-None-Match")
                        ? "HTTP/1.1 200 OK\r\nETag: \"a\"\r\nCache-Control: max-age=0\r\n"
                            + "Content-Length: 5\r\n\r\nhello"
                        : ScriptedBucket.error(503, "SlowDown", "")))) {
      assertEquals("hello", bucket.get("/a").text());
      assertEquals("hello", bucket.get("/a").text());
      Reply busy = bucket.get("/b");
      assertEquals(503, busy.status());
      assertTrue(busy.field("Retry-After").isPresent());
    }
  }

  @Test
  void a_bucket_that_is_busy_for_a_moment_is_asked_once_more() throws Exception {
    try (ScriptedBucket bucket =
        ScriptedBucket.of(
            folder,
            (peer, _, number) ->
                peer.send(
                    number == 1
                        ? ScriptedBucket.error(500, "InternalError", "")
                        : "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"))) {
      assertEquals("hello", bucket.get("/a").text());
      assertEquals(2, bucket.asked().size());
    }
  }

  @Test
  void a_bucket_that_says_when_to_come_again_is_not_asked_before() throws Exception {
    String busy = ScriptedBucket.error(503, "SlowDown", "Retry-After: 7\r\n");
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, busy)) {
      assertEquals(Optional.of("7"), bucket.get("/a").field("Retry-After"));
      assertEquals(1, bucket.asked().size());
    }
  }

  @Test
  void credentials_that_are_over_are_renewed_and_the_request_is_repeated_once() throws Exception {
    ScriptedBucket[] made = new ScriptedBucket[1];
    try (CapturedLog log = new CapturedLog();
        ScriptedBucket bucket =
            ScriptedBucket.of(
                folder,
                (peer, head, _) -> {
                  if (head.contains(ScriptedBucket.key("first"))) {
                    made[0].renewKeys("second");
                    peer.send(ScriptedBucket.error(400, "ExpiredToken", ""));
                  } else {
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                  }
                })) {
      made[0] = bucket;
      assertEquals("hello", bucket.get("/a").text());
      assertEquals(2, bucket.asked().size());
      assertEquals("hello", bucket.get("/b").text());
      assertEquals(3, bucket.asked().size());
      assertEquals(List.of(), log.with("KEY-"));
      assertEquals(List.of(), log.with("secret/"));
    }
  }

  @Test
  void a_clock_that_is_wrong_is_told_to_the_operator() throws Exception {
    String skewed =
        ScriptedBucket.error(
            403, "RequestTimeTooSkewed", "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
    try (CapturedLog log = new CapturedLog();
        ScriptedBucket bucket = ScriptedBucket.answering(folder, skewed)) {
      assertEquals(502, bucket.get("/a").status());
      String line = log.await("the clock of this machine");
      assertTrue(line.contains("/box/pre gives nothing"), line);
      assertEquals(502, bucket.get("/b").status());
      assertEquals(1, log.with("the clock of this machine").size(), "once a minute");
    }
  }

  @Test
  void another_region_is_told_to_the_operator() throws Exception {
    String other =
        ScriptedBucket.error(301, "PermanentRedirect", "x-amz-bucket-region: eu-west-1\r\n");
    try (CapturedLog log = new CapturedLog();
        ScriptedBucket bucket = ScriptedBucket.answering(folder, other)) {
      assertEquals(502, bucket.get("/a").status());
      assertTrue(log.await("another region").endsWith("set s3-region to eu-west-1"));
    }
  }

  @Test
  void a_profile_that_is_nowhere_is_told_at_the_start() throws Exception {
    String ok = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    try (CapturedLog log = new CapturedLog();
        ScriptedBucket bucket =
            ScriptedBucket.answering(folder, ok, "proxy.s3-profile=elsewhere")) {
      log.await("no credentials were found");
      assertEquals(502, bucket.get("/a").status());
      assertEquals(List.of(), bucket.asked());
    }
  }

  @Test
  void a_document_that_is_no_error_of_s3_is_not_believed() throws Exception {
    String hostile =
        "<!DOCTYPE Error [<!ENTITY e SYSTEM"
            + " 'file:///etc/hostname'>]><Error><Code>&e;</Code></Error>";
    String error = "HTTP/1.1 404 No\r\nContent-Length: " + hostile.length() + "\r\n\r\n" + hostile;
    try (ScriptedBucket bucket = ScriptedBucket.answering(folder, error, NO_FOLDERS)) {
      assertEquals(404, bucket.get("/a").status());
    }
  }
}
