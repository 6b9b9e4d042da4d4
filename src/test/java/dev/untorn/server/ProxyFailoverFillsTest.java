package dev.untorn.server;

import static dev.untorn.server.Mirrored.AGAIN;
import static dev.untorn.server.Mirrored.FRESH;
import static dev.untorn.server.Mirrored.ONE;
import static dev.untorn.server.Mirrored.OTHER;
import static dev.untorn.server.Mirrored.THERE;
import static dev.untorn.server.Mirrored.assertUnconditional;
import static dev.untorn.server.Mirrored.digest;
import static dev.untorn.server.Mirrored.dying;
import static dev.untorn.server.Mirrored.sending;
import static dev.untorn.server.Mirrored.serving;
import static dev.untorn.server.Proxied.SIZE_BYTES;
import static dev.untorn.server.Proxied.assertWhole;
import static dev.untorn.server.Proxied.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that break off, of an origin with two URLs. */
final class ProxyFailoverFillsTest {
  @TempDir Path cache;

  @Test
  void a_body_that_breaks_off_goes_on_elsewhere_at_once_under_the_same_digest() throws Exception {
    String digest = digest(ONE);
    try (Mirrored mirrored = Mirrored.of(cache, dying(FRESH + digest, ONE), serving(digest, ONE))) {
      assertWhole(ONE, mirrored.get("/a"));
      assertWhole(ONE, mirrored.get("/a"));
      assertEquals(1, mirrored.nextAsked().size());
      assertTrue(mirrored.nextAsked().getFirst().contains("Range: bytes=" + AGAIN + "-"));
      assertUnconditional(mirrored.nextAsked());
    }
  }

  @Test
  void it_goes_on_there_with_a_later_request_too() throws Exception {
    String digest = digest(ONE);
    AtomicBoolean isUp = new AtomicBoolean();
    Proxied.Answering next =
        (peer, head, number) -> {
          if (!isUp.get()) {
            peer.cut();
          }
          serving(digest, ONE).answer(peer, head, number);
        };
    try (Mirrored mirrored = Mirrored.of(cache, dying(FRESH + digest, ONE), next)) {
      assertFalse(mirrored.get("/a").isComplete());
      isUp.set(true);
      mirrored.restart(); // What has come is kept by then.
      assertWhole(ONE, mirrored.get("/a"));
      assertTrue(mirrored.nextAsked().getLast().contains("Range: bytes=" + AGAIN + "-"));
      assertUnconditional(mirrored.nextAsked());
    }
  }

  @Test
  void it_goes_on_at_once_where_it_came_from_if_it_can() throws Exception {
    String digest = digest(ONE);
    Proxied.Answering first =
        (peer, head, number) -> {
          if (number == 1) {
            dying(FRESH + digest, ONE).answer(peer, head, number);
          } else {
            assertTrue(head.contains("If-Range: \"v1\""), head);
            serving("", ONE).answer(peer, head, number);
          }
        };
    try (Mirrored mirrored = Mirrored.of(cache, first, serving("", OTHER))) {
      assertWhole(ONE, mirrored.get("/a"));
      assertEquals(2, mirrored.firstAsked().size());
      assertEquals(0, mirrored.nextAsked().size());
    }
  }

  @Test
  void it_does_not_go_on_where_nothing_more_comes() throws Exception {
    String digest = digest(ONE);
    Proxied.Answering next =
        (peer, head, number) -> {
          assertTrue(head.contains("Range: bytes=" + AGAIN + "-"), head);
          String part =
              FRESH.replace("200 OK", "206 Partial Content")
                  + "Content-Range: bytes %d-%d/%d\r\n"
                      .formatted(AGAIN, SIZE_BYTES - 1, SIZE_BYTES);
          send(peer, part + digest, ONE, AGAIN, THERE);
          peer.cut();
        };
    try (Mirrored mirrored = Mirrored.of(cache, dying(FRESH + digest, ONE), next)) {
      assertFalse(mirrored.get("/a").isComplete());
      assertEquals(1, mirrored.nextAsked().size());
    }
  }

  @Test
  void it_does_not_go_on_where_only_tag_and_length_are_the_same() throws Exception {
    try (Mirrored mirrored = Mirrored.of(cache, dying(FRESH, ONE), serving("", OTHER))) {
      assertFalse(mirrored.get("/a").isComplete());
      mirrored.firstIsDown(true);
      mirrored.restart(); // What has come is kept by then.
      assertWhole(OTHER, mirrored.get("/a"));
      assertEquals(1, mirrored.nextAsked().size());
      assertFalse(mirrored.nextAsked().getFirst().contains("Range: "));
    }
  }

  @Test
  void it_does_not_go_on_where_the_digest_differs() throws Exception {
    try (Mirrored mirrored =
        Mirrored.of(cache, dying(FRESH + digest(ONE), ONE), serving(digest(OTHER), OTHER))) {
      assertFalse(mirrored.get("/a").isComplete());
      mirrored.firstIsDown(true);
      mirrored.restart(); // What has come is kept by then.
      assertWhole(OTHER, mirrored.get("/a"));
      assertWhole(OTHER, mirrored.get("/a"));
    }
  }

  @Test
  void it_does_not_go_on_where_no_digest_is_named() throws Exception {
    try (Mirrored mirrored =
        Mirrored.of(cache, dying(FRESH + digest(ONE), ONE), serving("", OTHER))) {
      assertFalse(mirrored.get("/a").isComplete());
      mirrored.firstIsDown(true);
      mirrored.restart(); // What has come is kept by then.
      assertWhole(OTHER, mirrored.get("/a"));
    }
  }

  @Test
  void a_url_that_names_the_digest_of_what_it_does_not_send_is_found_out() throws Exception {
    String digest = digest(ONE);
    try (Mirrored mirrored =
        Mirrored.of(cache, dying(FRESH + digest, ONE), serving(digest, OTHER))) {
      assertFalse(mirrored.get("/a").isComplete());
      mirrored.firstIsDown(true);
      mirrored.restart(); // What has come is kept by then.
      for (int i = 0; i < 3; i++) {
        Reply reply = mirrored.get("/a");
        assertFalse(reply.status() == 200 && reply.isComplete());
      }
    }
  }

  @Test
  void a_broken_body_of_the_next_url_goes_on_there() throws Exception {
    Proxied.Answering next =
        (peer, head, number) -> {
          if (number == 1) {
            dying(FRESH, OTHER).answer(peer, head, number);
          } else {
            serving("", OTHER).answer(peer, head, number);
          }
        };
    try (Mirrored mirrored = Mirrored.of(cache, sending(FRESH, ONE), next)) {
      mirrored.firstIsDown(true);
      assertFalse(mirrored.get("/a").isComplete());
      mirrored.restart();
      assertWhole(OTHER, mirrored.get("/a"));
      assertTrue(mirrored.nextAsked().get(1).contains("If-Range: \"v1\""));
      assertUnconditional(mirrored.firstAsked());
    }
  }
}
