package dev.untorn.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An origin's Repr-Digest, before and behind the body; over sockets. */
final class ProxyDigestsTest {
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";
  private static final String HELLO = "Content-Length: 5\r\n\r\nhello";
  private static final String CHUNKED =
      "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n";

  @TempDir Path cache;

  private static String member(String key, String algorithm, String of)
      throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance(algorithm).digest(of.getBytes(US_ASCII));
    return key + "=:" + Base64.getEncoder().encodeToString(digest) + ":";
  }

  private static String sha256(String of) throws NoSuchAlgorithmException {
    return member("sha-256", "SHA-256", of);
  }

  private static String sha512(String of) throws NoSuchAlgorithmException {
    return member("sha-512", "SHA-512", of);
  }

  private static String field(String members) {
    return "Repr-Digest: " + members + "\r\n";
  }

  /** Asked twice, it comes whole, and from the origin once. */
  private void assertProved(String answer, String proof) throws Exception {
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      for (int i = 0; i < 2; i++) {
        Reply reply = proxied.get("/a");
        assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
        assertEquals("hello", reply.text());
      }
      assertEquals(1, proxied.asked().size());
      Sidecars.awaitFills(1, proof, proxied);
    }
  }

  private void assertRefused(String answer) throws Exception {
    try (Proxied proxied = Proxied.answering(cache, answer)) {
      assertFalse(proxied.get("/a").isComplete());
      Sidecars.awaitFills(1, "wrong_digest", proxied);
      assertEquals(502, proxied.get("/a").status());
      assertEquals(1, proxied.asked().size());
    }
  }

  @Test
  void each_algorithm_of_the_head_proves_a_body() throws Exception {
    assertProved(FRESH + field(sha512("hello")) + HELLO, "digested");
  }

  @Test
  void each_algorithm_of_the_head_refuses_another_body() throws Exception {
    assertRefused(FRESH + field(sha512("other")) + HELLO);
  }

  @Test
  void several_that_agree_prove_it() throws Exception {
    assertProved(
        FRESH + field(sha512("hello") + ";a=1, md5=:AAAA:,\t" + sha256("hello")) + HELLO,
        "digested");
  }

  @Test
  void one_of_several_that_does_not_agree_refuses_it() throws Exception {
    assertRefused(FRESH + field(sha256("hello")) + field(sha512("other")) + HELLO);
    assertRefused(FRESH + field(sha256("other") + ", " + sha256("hello")) + HELLO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha-256=::",
        "sha-256=:============================================:",
        "sha-256=AAAA",
        "sha=:YWJjZGVmZ2hpamtsbW5vcHFyc3Q=:"
      })
  void what_is_no_digest_of_an_algorithm_that_is_known_is_passed_over(String members)
      throws Exception {
    assertProved(FRESH + field(members) + HELLO, "framed");
  }

  @Test
  void a_trailer_with_the_right_digest_proves_it() throws Exception {
    assertProved(FRESH + CHUNKED + field(sha256("hello")) + "\r\n", "digested");
  }

  @Test
  void a_trailer_with_a_wrong_digest_is_believed_too() throws Exception {
    assertRefused(FRESH + CHUNKED + field(sha512("other")) + "\r\n");
  }

  @Test
  void a_trailer_that_contradicts_the_head_refuses_it() throws Exception {
    assertRefused(FRESH + field(sha256("hello")) + CHUNKED + field(sha256("other")) + "\r\n");
  }

  @Test
  void a_trailer_that_says_nothing_changes_nothing() throws Exception {
    assertProved(FRESH + CHUNKED + "Other: x\r\n\r\n", "framed");
  }

  /** Whole with the right digest, cut with a wrong one, also where nothing is stored. */
  private void assertComparedWhilePassing(String head, String body) throws Exception {
    for (String digest : new String[] {sha256("hello"), sha512("hello")}) {
      try (Proxied proxied = Proxied.answering(cache, head + field(digest) + body)) {
        Reply reply = proxied.get("/a");
        assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
        assertEquals("hello", reply.text());
      }
    }
    for (String digest : new String[] {sha256("other"), sha256("hello") + "," + sha512("other")}) {
      try (Proxied proxied = Proxied.answering(cache, head + field(digest) + body)) {
        for (int i = 0; i < 2; i++) {
          Reply reply = proxied.get("/a");
          assertFalse(reply.isComplete(), reply::text);
        }
        assertEquals(2, proxied.asked().size());
      }
    }
  }

  @Test
  void a_body_that_is_not_stored_is_compared_while_it_passes() throws Exception {
    String unstored = "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\n";
    assertComparedWhilePassing(unstored, HELLO);
    assertComparedWhilePassing(unstored, CHUNKED + "\r\n");
  }

  @Test
  void the_digest_of_the_whole_says_nothing_of_a_part() throws Exception {
    String part = "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4/9\r\n";
    try (Proxied proxied = Proxied.answering(cache, part + field(sha256("hello you")) + HELLO)) {
      Reply reply = proxied.get("/a", "Range: bytes=0-4\r\nIf-Range: \"a\"\r\n");
      assertEquals(206, reply.status());
      assertTrue(reply.isComplete());
    }
  }
}
