package dev.untorn.server;

import static dev.untorn.server.Sidecars.FRESH;
import static dev.untorn.server.Sidecars.HELLO;
import static dev.untorn.server.Sidecars.SHA256;
import static dev.untorn.server.Sidecars.asked;
import static dev.untorn.server.Sidecars.awaitFills;
import static dev.untorn.server.Sidecars.file;
import static dev.untorn.server.Sidecars.length;
import static dev.untorn.server.Sidecars.path;
import static dev.untorn.server.Sidecars.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.origin.upstream.ScriptedOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files beside objects that come after these, or are asked for when these go on. */
final class LateSidecarsTest {
  private static final int SIZE_BYTES = 1 << 20;
  private static final int DEADLINE_SECONDS = 20;
  private static final int SILENCE_MILLIS = 500;

  @TempDir Path folder;

  /** Sends the file when the latch opens. */
  private static Proxied.Answering late(CountDownLatch latch, String beside) {
    return (peer, head, _) -> {
      if (path(head).equals("/a")) {
        peer.send(HELLO);
      } else {
        assertTrue(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        peer.send(beside);
      }
    };
  }

  private static FutureTask<Reply> asking(Proxied proxied) {
    FutureTask<Reply> reply = new FutureTask<>(() -> proxied.get("/a"));
    Thread.ofVirtual().start(reply);
    return reply;
  }

  @Test
  void the_last_bytes_wait_for_one_that_is_late() throws Exception {
    for (String said : List.of("hello", "other")) {
      CountDownLatch latch = new CountDownLatch(1);
      Path cache = Files.createTempDirectory(folder, "cache");
      try (Proxied proxied = Proxied.of(cache, late(latch, file(sha256(said))), SHA256)) {
        FutureTask<Reply> reply = asking(proxied);
        assertThrows(
            TimeoutException.class, () -> reply.get(SILENCE_MILLIS, TimeUnit.MILLISECONDS));
        latch.countDown();
        assertEquals(
            said.equals("hello"), reply.get(DEADLINE_SECONDS, TimeUnit.SECONDS).isComplete());
      }
    }
  }

  @Test
  void one_that_does_not_come_is_not_waited_for_long() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (Proxied proxied = Proxied.of(folder, late(never, ""), SHA256)) {
      Reply reply = asking(proxied).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertTrue(reply.isComplete());
      assertEquals("hello", reply.text());
      awaitFills(1, "framed", proxied);
    }
  }

  private static void rest(ScriptedOrigin.Peer peer, String head, byte[] of) throws Exception {
    int begin = head.indexOf("Range: bytes=") + "Range: bytes=".length();
    int from = Integer.parseInt(head.substring(begin, head.indexOf('-', begin)));
    peer.send(
        "HTTP/1.1 206 Partial Content\r\nETag: \"v\"\r\n"
            + "Content-Range: bytes %d-%d/%d\r\n".formatted(from, SIZE_BYTES - 1, SIZE_BYTES)
            + length(SIZE_BYTES - from));
    peer.send(Arrays.copyOfRange(of, from, SIZE_BYTES));
  }

  @Test
  void two_versions_under_one_tag_are_told_apart_when_a_broken_body_goes_on() throws Exception {
    byte[] first = new byte[SIZE_BYTES];
    new Random(1).nextBytes(first);
    byte[] second = first.clone();
    second[SIZE_BYTES - 1] ^= 1;
    String tagged = FRESH + "ETag: \"v\"\r\n" + length(SIZE_BYTES);
    for (byte[] named : List.of(first, second)) {
      Path cache = Files.createTempDirectory(folder, "cache");
      String beside = file(Sidecars.hex("SHA-256", named));
      Proxied.Answering answering =
          (peer, head, _) -> {
            if (path(head).equals("/a.sha256")) {
              peer.send(beside);
            } else if (head.contains("Range: ")) {
              rest(peer, head, second);
            } else {
              peer.send(tagged);
              peer.send(Arrays.copyOf(first, SIZE_BYTES / 2));
              peer.cut();
            }
          };
      try (Proxied proxied = Proxied.of(cache, answering, SHA256)) {
        assertFalse(proxied.get("/a").isComplete());
        awaitFills(1, "cut", proxied);
        assertEquals(Arrays.equals(named, second), proxied.get("/a").isComplete());
        awaitFills(1, Arrays.equals(named, second) ? "digested" : "wrong_digest", proxied);
        assertEquals(2, asked(proxied, "/a.sha256"));
      }
    }
  }
}
