package dev.untorn.server;

import static dev.untorn.server.Uploads.CHUNKED;
import static dev.untorn.server.Uploads.DONE;
import static dev.untorn.server.Uploads.LARGE_BYTES;
import static dev.untorn.server.Uploads.assertDone;
import static dev.untorn.server.Uploads.await;
import static dev.untorn.server.Uploads.length;
import static dev.untorn.server.Uploads.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Ending;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies of requests through a proxy that end early, or do not begin. */
final class ProxyUploadEndingsTest {
  @TempDir Path cache;

  @Test
  void an_answer_before_the_body_s_end_ends_the_connection() throws Exception {
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Proxied.Answering answering =
        (peer, _, _) -> {
          peer.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno");
          peer.awaitEnd();
          ended.complete(true);
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient client = proxied.proxy().connect()) {
      client.send(put(length(LARGE_BYTES)) + "x".repeat(100));
      Reply reply = client.read();
      assertEquals(413, reply.status());
      assertEquals("no", reply.text());
      assertEquals(Optional.of("close"), reply.field("Connection"));
      assertTrue(await(ended));
      client.send("x".repeat(100));
      assertEquals(Ending.NONE, client.read().ending());
    }
  }

  @Test
  void the_answer_of_an_upstream_that_hangs_up_at_once_arrives() throws Exception {
    Proxied.Answering answering =
        (peer, _, _) -> {
          peer.receive(1 << 20);
          peer.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno");
          peer.cut(); // By a reset, as there is more to read.
        };
    byte[] content = new byte[LARGE_BYTES];
    try (Proxied proxied = Proxied.of(cache, answering)) {
      for (int i = 0; i < 10; i++) {
        try (WireClient client = proxied.proxy().connect()) {
          client.send(put(length(content.length)));
          client.send(content);
          Reply reply = client.read();
          assertEquals(413, reply.status());
          assertEquals("no", reply.text());
        }
      }
    }
  }

  @Test
  void an_upstream_that_hangs_up_without_an_answer_is_broken() throws Exception {
    Proxied.Answering answering =
        (peer, _, _) -> {
          peer.receive(1 << 20);
          peer.reset();
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient client = proxied.proxy().connect()) {
      client.send(put(length(LARGE_BYTES)));
      client.send(new byte[LARGE_BYTES]);
      assertEquals(502, client.read().status());
      assertEquals(1, proxied.asked().size(), "a body is sent once");
    }
  }

  /** What an origin gets of a request until its connection ends. */
  private static Proxied.Answering until(CompletableFuture<String> end) {
    return (peer, _, _) -> {
      StringBuilder all = new StringBuilder();
      try {
        for (String one = peer.receive(1); !one.isEmpty(); one = peer.receive(1)) {
          all.append(one);
        }
      } catch (IOException e) {
        all.append(" reset");
      }
      end.complete(all.toString());
    };
  }

  private enum Leaving {
    CLOSE,
    RESET,
    HALF_CLOSE
  }

  private static void leave(WireClient client, Leaving leaving) throws IOException {
    switch (leaving) {
      case CLOSE -> client.close();
      case RESET -> client.abort();
      case HALF_CLOSE -> {
        client.finish();
        assertEquals(400, client.read().status());
      }
    }
  }

  private void assertCut(Leaving leaving, String framing, String sent, String expected)
      throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (Proxied proxied = Proxied.of(cache, until(end));
        WireClient client = proxied.proxy().connect()) {
      client.send(put(framing) + sent);
      while (proxied.asked().isEmpty()) {
        Thread.sleep(5);
      }
      leave(client, leaving);
      assertTrue(expected.startsWith(await(end).replace(" reset", "")), await(end));
    }
  }

  @Test
  void a_body_whose_client_leaves_is_never_complete_for_the_origin() throws Exception {
    for (Leaving leaving : Leaving.values()) {
      assertCut(leaving, length(10), "01234", "01234");
      assertCut(leaving, CHUNKED, "5\r\n01234\r\n", "5\r\n01234\r\n");
      assertCut(leaving, CHUNKED, "5\r\n01234\r\n0\r\n", "5\r\n01234\r\n");
    }
  }

  @Test
  void a_body_with_broken_chunks_is_refused_and_never_complete() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (Proxied proxied = Proxied.of(cache, until(end));
        WireClient client = proxied.proxy().connect()) {
      client.send(put(CHUNKED) + "5\r\n01234\r\n");
      while (proxied.asked().isEmpty()) {
        Thread.sleep(5);
      }
      client.send("nonsense\r\n");
      assertEquals(400, client.read().status());
      assertTrue("5\r\n01234\r\n".startsWith(await(end).replace(" reset", "")), await(end));
    }
  }

  @Test
  void a_client_that_stalls_within_its_body_is_not_waited_for() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (Proxied proxied =
            Proxied.of(
                cache, until(end), "limits.header-timeout=500ms", "limits.send-grace=500ms");
        WireClient client = proxied.proxy().connect()) {
      client.send(put(length(10)) + "01234");
      assertEquals(408, client.read().status());
      assertTrue("01234".startsWith(await(end).replace(" reset", "")), await(end));
    }
  }

  @Test
  void a_client_that_sends_its_body_byte_by_byte_is_not_waited_for() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (Proxied proxied =
            Proxied.of(cache, until(end), "limits.send-rate-min=1KiB", "limits.send-grace=500ms");
        WireClient client = proxied.proxy().connect()) {
      client.send(put(length(LARGE_BYTES)));
      while (!end.isDone()) {
        client.send("x"); // Fails in no way that matters here.
        Thread.sleep(20);
      }
      assertEquals(408, client.read().status());
      assertTrue(await(end).length() < 1000, () -> "what is far below the minimum is enough");
    }
  }

  @Test
  void a_client_that_waits_is_told_to_continue_when_its_upstream_wants_the_body() throws Exception {
    CountDownLatch wanted = new CountDownLatch(1);
    Proxied.Answering answering =
        (peer, head, _) -> {
          assertTrue(head.contains("expect: 100-continue"), head);
          wanted.await();
          peer.send("HTTP/1.1 100 Continue\r\n\r\n");
          assertEquals("01234", peer.receive(5));
          peer.send(DONE);
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient client = proxied.proxy().connect()) {
      for (int i = 0; i < 2; i++) {
        client.send(put(length(5), "Expect: 100-continue"));
        wanted.countDown();
        assertEquals(100, client.read().status());
        client.send("01234");
        assertDone(client.read());
      }
    }
  }

  @Test
  void a_client_that_waits_gets_the_final_answer_of_an_upstream_that_refuses() throws Exception {
    String refusal = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno";
    try (Proxied proxied = Proxied.answering(cache, refusal);
        WireClient client = proxied.proxy().connect()) {
      Reply reply = client.ask(put(length(5), "Expect: 100-continue"));
      assertEquals(401, reply.status(), "no 100 before it");
      assertEquals("no", reply.text());
      assertEquals(Optional.of("close"), reply.field("Connection"));
      assertEquals(Ending.NONE, client.read().ending());
    }
  }

  @Test
  void an_upstream_that_knows_no_100_gets_the_body_after_a_moment() throws Exception {
    Proxied.Answering answering =
        (peer, _, _) -> {
          assertEquals("01234", peer.receive(5));
          peer.send(DONE);
        };
    try (Proxied proxied = Proxied.of(cache, answering);
        WireClient client = proxied.proxy().connect()) {
      assertEquals(100, client.ask(put(length(5), "Expect: 100-continue")).status());
      client.send("01234");
      assertDone(client.read());
    }
  }
}
