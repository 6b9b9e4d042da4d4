package dev.untorn.server;

import static dev.untorn.server.Sidecars.FRESH;
import static dev.untorn.server.Sidecars.HELLO;
import static dev.untorn.server.Sidecars.MISSING;
import static dev.untorn.server.Sidecars.OK;
import static dev.untorn.server.Sidecars.SHA256;
import static dev.untorn.server.Sidecars.asked;
import static dev.untorn.server.Sidecars.awaitFills;
import static dev.untorn.server.Sidecars.file;
import static dev.untorn.server.Sidecars.length;
import static dev.untorn.server.Sidecars.path;
import static dev.untorn.server.Sidecars.sha256;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files beside objects that say their digests; over sockets. */
final class ProxySidecarsTest {
  private static final String FRAMED = "framed";

  @TempDir Path folder;

  /** One answer for the object, one for the file beside it. */
  private static Proxied.Answering answering(String object, String beside) {
    return (peer, head, _) -> peer.send(path(head).contains(".sha") ? beside : object);
  }

  /** Asked twice, it comes whole, and from the origin once. */
  private static void assertStored(Proxied proxied, String proof) throws Exception {
    for (int i = 0; i < 2; i++) {
      Reply reply = proxied.get("/a");
      assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
      assertEquals("hello", reply.text());
    }
    awaitFills(1, proof, proxied);
    assertEquals(1, asked(proxied, "/a"));
    assertEquals(1, asked(proxied, "/a.sha256"));
  }

  private static void assertRefused(Proxied proxied) throws Exception {
    assertFalse(proxied.get("/a").isComplete());
    awaitFills(1, "wrong_digest", proxied);
    assertEquals(502, proxied.get("/a").status());
    assertEquals(1, asked(proxied, "/a"));
  }

  @ParameterizedTest
  @CsvSource({"sha1,SHA-1", "sha256,SHA-256", "sha512,SHA-512"})
  void each_algorithm_proves_an_object_and_refuses_another(String word, String algorithm)
      throws Exception {
    String beside = file(Sidecars.hex(algorithm, "hello".getBytes(US_ASCII)) + "  a\n");
    String other = FRESH + length(5) + "HELLO";
    Proxied.Answering answering =
        (peer, head, _) ->
            peer.send(
                switch (path(head)) {
                  case "/a" -> HELLO;
                  case "/b" -> other;
                  default -> beside;
                });
    try (Proxied proxied = Proxied.of(folder, answering, "proxy.digest=" + word)) {
      assertEquals("hello", proxied.get("/a").text());
      awaitFills(1, "digested", proxied);
      assertEquals(1, asked(proxied, "/a." + word));
      assertFalse(proxied.get("/b").isComplete());
      awaitFills(1, "wrong_digest", proxied);
      assertEquals("hello", proxied.get("/a").text());
      assertEquals(1, asked(proxied, "/a"));
    }
  }

  @Test
  void the_usual_forms_of_such_files_are_understood() throws Exception {
    String hex = sha256("hello");
    List<String> forms =
        List.of(
            hex,
            hex.toUpperCase(Locale.ROOT) + " *dir/a\r\n",
            "SHA256 (a) = " + hex + "\n",
            "\\" + hex + "  a\\nb\n",
            hex + "  a\n" + sha256("other") + "  b\n");
    for (String form : forms) {
      Path cache = Files.createTempDirectory(folder, "cache");
      try (Proxied proxied = Proxied.of(cache, answering(HELLO, file(form)), SHA256)) {
        assertStored(proxied, "digested");
      }
    }
  }

  @Test
  void a_wrong_one_cuts_clients_and_nothing_is_stored() throws Exception {
    try (Proxied proxied = Proxied.of(folder, answering(HELLO, file(sha256("other"))), SHA256)) {
      assertRefused(proxied);
    }
  }

  @Test
  void without_one_an_object_keeps_its_other_proof() throws Exception {
    String hex = sha256("hello");
    List<String> nothing =
        List.of(
            MISSING,
            "HTTP/1.1 500 Internal Server Error\r\n" + length(64) + sha256("other"),
            "HTTP/1.1 302 Found\r\nLocation: /c\r\n" + length(0),
            file("<p>No such file</p>"),
            file(hex.substring(1)),
            file(hex + "0"),
            file(hex + " ".repeat(4096)),
            OK + "Transfer-Encoding: chunked\r\n\r\n40\r\n" + sha256("other") + "\r\nx\r\n");
    for (String beside : nothing) {
      Path cache = Files.createTempDirectory(folder, "cache");
      try (Proxied proxied = Proxied.of(cache, answering(HELLO, beside), SHA256)) {
        assertStored(proxied, FRAMED);
      }
    }
  }

  @Test
  void one_that_is_cut_says_nothing() throws Exception {
    String wrong = OK + length(100) + sha256("other");
    Proxied.Answering answering =
        (peer, head, _) -> {
          if (path(head).equals("/a")) {
            peer.send(HELLO);
          } else {
            peer.send(wrong);
            peer.cut();
          }
        };
    try (Proxied proxied = Proxied.of(folder, answering, SHA256)) {
      assertStored(proxied, FRAMED);
    }
  }

  @Test
  void it_is_one_of_several_digests_which_must_agree() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest("hello".getBytes(US_ASCII));
    String field = "Repr-Digest: sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":\r\n";
    String object = FRESH + field + length(5) + "hello";
    Path cache = Files.createTempDirectory(folder, "cache");
    try (Proxied proxied = Proxied.of(cache, answering(object, MISSING), SHA256)) {
      assertStored(proxied, "digested");
    }
    try (Proxied proxied = Proxied.of(folder, answering(object, file(sha256("other"))), SHA256)) {
      assertRefused(proxied);
    }
  }

  @Test
  void it_is_asked_for_by_rule_with_the_query_and_for_no_file_of_its_own_kind() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("untorn.yaml"), "rules: [{match: /pool/**, digest: sha256}]\n");
    Path cache = Files.createDirectory(folder.resolve("cache"));
    String coded = FRESH + "Content-Encoding: gzip\r\n" + length(5) + "hello";
    Proxied.Answering answering =
        (peer, head, _) ->
            peer.send(
                switch (path(head)) {
                  case "/pool/coded" -> coded;
                  case "/pool/missing" -> MISSING;
                  default -> path(head).contains(".sha256") ? file(sha256("hello")) : HELLO;
                });
    try (Proxied proxied = Proxied.configured(file, cache, answering)) {
      for (String path :
          List.of(
              "/a", "/pool/a?b=c", "/pool/b.sha256", "/pool/", "/pool/coded", "/pool/missing")) {
        assertTrue(proxied.get(path).isComplete(), path);
      }
      awaitFills(1, "digested", proxied);
      assertEquals(1, asked(proxied, "/pool/a.sha256?b=c"));
      assertEquals(7, proxied.asked().size(), () -> proxied.asked().toString());
    }
  }
}
