package dev.untorn.server;

import static dev.untorn.server.Proxied.SIZE_BYTES;
import static dev.untorn.server.Proxied.assertWhole;
import static dev.untorn.server.Proxied.content;
import static dev.untorn.server.Proxied.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy over sockets whose fetches break off, and go on. */
final class ResumedFillsTest {
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";
  private static final String TAGGED = FRESH + "ETag: \"v1\"\r\n";

  @TempDir Path cache;

  /** The head of a part that ends with its whole, without its length. */
  private static String partHead(int from, int totalBytes) {
    return TAGGED.replace("200 OK", "206 Partial Content")
        + "Content-Range: bytes %d-%d/%d\r\n".formatted(from, totalBytes - 1, totalBytes);
  }

  @Test
  void a_broken_fill_goes_on_where_it_broke_off_also_after_a_restart() throws Exception {
    byte[] body = content(2);
    int there = SIZE_BYTES / 2;
    int again = there - 4096;
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            send(peer, TAGGED, body, 0, there);
            peer.cut();
          } else {
            assertTrue(head.contains("Range: bytes=" + again + "-\r\n"), head);
            assertTrue(head.contains("If-Range: \"v1\"\r\n"), head);
            send(peer, partHead(again, SIZE_BYTES), body, again, SIZE_BYTES);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertFalse(proxied.get("/a").isComplete());
      proxied.restart();
      assertWhole(body, proxied.get("/a"));
      assertWhole(body, proxied.get("/a"));
      assertEquals(2, proxied.asked().size());
    }
  }

  @Test
  void a_broken_fill_of_an_object_that_changed_is_not_joined() throws Exception {
    byte[] older = content(3);
    byte[] newer = content(4);
    Proxied.Answering answering =
        (peer, _, number) -> {
          if (number == 1) {
            send(peer, TAGGED, older, 0, SIZE_BYTES / 2);
            peer.cut();
          } else {
            send(peer, TAGGED.replace("v1", "v2"), newer, 0, SIZE_BYTES);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertFalse(proxied.get("/a").isComplete());
      assertWhole(newer, proxied.get("/a"));
    }
  }

  @Test
  void an_object_that_changed_under_the_same_tag_is_not_joined() throws Exception {
    byte[] older = content(5);
    byte[] newer = content(6);
    int again = SIZE_BYTES / 2 - 4096;
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            send(peer, TAGGED, older, 0, SIZE_BYTES / 2);
            peer.cut();
          } else if (head.contains("Range: ")) {
            send(peer, partHead(again, SIZE_BYTES), newer, again, SIZE_BYTES);
          } else {
            send(peer, TAGGED, newer, 0, SIZE_BYTES);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      assertFalse(proxied.get("/a").isComplete());
      proxied.restart(); // What has come is kept by then.
      assertFalse(proxied.get("/a").isComplete(), "the lie is found before the last bytes");
      assertWhole(newer, proxied.get("/a"));
    }
  }

  @Test
  void the_rest_of_a_broken_fill_never_passes_as_the_whole() throws Exception {
    byte[] body = new byte[4 * SIZE_BYTES]; // Larger than the cache.
    new Random(8).nextBytes(body);
    int there = SIZE_BYTES / 2;
    Proxied.Answering answering =
        (peer, head, number) -> {
          if (number == 1) {
            peer.send(TAGGED + "Transfer-Encoding: chunked\r\n\r\n%x\r\n".formatted(there));
            peer.send(Arrays.copyOf(body, there));
            peer.cut();
          } else if (head.contains("Range: ")) {
            int from = there - 4096;
            send(peer, partHead(from, body.length), body, from, body.length);
          } else {
            send(peer, TAGGED, body, 0, body.length);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering, "proxy.size=2MiB")) {
      assertFalse(proxied.get("/a").isComplete());
      proxied.restart();
      Reply reply = proxied.get("/a");
      assertEquals(200, reply.status());
      assertWhole(body, reply);
      assertTrue(proxied.asked().get(1).contains("Range: "), "it was tried to go on");
    }
  }
}
