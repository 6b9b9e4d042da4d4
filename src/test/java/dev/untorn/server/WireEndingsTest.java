package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Pace;
import dev.untorn.client.Reading;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How connections end whose client is behind a device that copies: pages of a leased file are
 * handed out by reference, and the client has not acknowledged the last of them.
 */
final class WireEndingsTest {
  /** The server's socket takes all of it at once; the receive buffer of a slow client does not. */
  private static final int FILE_BYTES = 60_000;

  private static final String GET = Served.request("GET /f HTTP/1.1");

  @TempDir Path directory;
  private TwoHosts hosts;
  private byte[] content;

  @BeforeEach
  void makeHostsAndFile() throws Exception {
    hosts = TwoHosts.create();
    content = new byte[FILE_BYTES];
    new Random(1).nextBytes(content);
    Files.write(directory.resolve("f"), content);
  }

  @AfterEach
  void removeHosts() {
    hosts.close();
  }

  /** The server has handed all of it to its socket. */
  private static void awaitHandedOver(Served served) throws Exception {
    Wires.await(
        "handed over",
        () -> Wires.series(served, "untorn_transfers_total", "ending=\"completed\"") == 1);
  }

  private void assertWhole(Reply reply) {
    assertTrue(reply.isComplete(), reply::toString);
    assertArrayEquals(content, reply.body());
  }

  @Test
  void a_server_that_stops_lets_a_client_have_what_was_handed_over() throws Exception {
    Served served = hosts.serve(directory, "limits.shutdown=20s");
    try (WireClient slow = hosts.connectSlow(served)) {
      slow.send(GET);
      awaitHandedOver(served);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(served::close);
      Reply reply = slow.read(Reading.PLAIN.at(Pace.steady(40_000)));
      assertWhole(reply);
      Wires.assertClosed(slow);
      stopped.get(20, TimeUnit.SECONDS);
    } finally {
      served.close();
    }
  }

  @Test
  void a_server_that_stops_cuts_a_client_that_takes_nothing() throws Exception {
    Served served = hosts.serve(directory, "limits.shutdown=300ms");
    try (WireClient slow = hosts.connectSlow(served)) {
      slow.send(GET);
      awaitHandedOver(served);
      CompletableFuture.runAsync(served::close).get(20, TimeUnit.SECONDS);
      assertFalse(slow.read().isComplete());
    } finally {
      served.close();
    }
  }

  @Test
  void an_idle_connection_is_closed_when_its_client_has_all() throws Exception {
    try (Served served = hosts.serve(directory, "limits.idle-timeout=100ms");
        WireClient slow = hosts.connectSlow(served)) {
      slow.send(GET);
      awaitHandedOver(served);
      // It reads for far longer than the connection may be idle.
      assertWhole(slow.read(Reading.PLAIN.at(Pace.steady(40_000))));
      Wires.assertClosed(slow);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_last_answer_arrives_whole(boolean clientHasSaidAll) throws Exception {
    try (Served served =
            hosts.serve(directory, "limits.send-grace=100ms", "limits.send-rate-min=0");
        WireClient slow = hosts.connectSlow(served)) {
      slow.send(Served.request("GET /f HTTP/1.1", "Connection: close"));
      if (clientHasSaidAll) {
        slow.finish();
      }
      awaitHandedOver(served);
      Reply reply = slow.read(Reading.PLAIN.at(Pace.steady(40_000)));
      assertWhole(reply);
      Wires.assertClosed(slow);
      Wires.await("closed", () -> served.server().components().context().connections().open() == 0);
      assertEquals(1, Wires.series(served, "untorn_transfers_total"));
    }
  }

  @Test
  void bytes_of_the_head_are_not_counted_as_the_bodys() throws Exception {
    Path large = directory.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw");
        Served served = hosts.serve(directory, "serve.mode=sendfile");
        WireClient client = hosts.connect(served)) {
      file.setLength(4 << 20);
      client.send(Served.request("GET /large HTTP/1.1"));
      Wires.await("under way", () -> served.server().components().context().store().holds() > 0);
      file.setLength(1 << 20); // Within the stretch that goes out together with the head.
      Reply reply = client.read();
      assertFalse(reply.isComplete(), reply::toString);
      Wires.await(
          "booked", () -> Wires.series(served, "untorn_transfers_total", "ending=\"short\"") == 1);
      assertEquals(1 << 20, Wires.series(served, "untorn_response_bytes_total"));
    }
  }

  @Test
  void a_client_that_acknowledges_next_to_nothing_does_not_keep_its_connection() throws Exception {
    try (Served served =
            hosts.serve(
                directory,
                "limits.idle-timeout=100ms",
                "limits.send-grace=1s",
                "limits.send-rate-min=32KiB");
        WireClient client = hosts.connectSlow(served)) {
      client.send(GET);
      awaitHandedOver(served);
      Wires.await("cut", () -> served.server().components().context().connections().open() == 0);
      assertFalse(client.read().isComplete());
    }
  }

  @Test
  void connections_that_are_cut_leave_no_descriptors() throws Exception {
    Files.write(directory.resolve("large"), new byte[4 << 20]);
    try (Served served = hosts.serve(directory)) {
      long before = sockets();
      for (String request : new String[] {GET, Served.request("GET /large HTTP/1.1"), GET + GET}) {
        try (WireClient client = hosts.connectSlow(served)) {
          client.send(request);
          Wires.await("taken", () -> served.server().components().context().store().holds() > 0);
          served.server().components().http1().cutAll();
          Wires.await(
              "cut", () -> served.server().components().context().connections().open() == 0);
          assertFalse(client.read().isComplete());
        }
        Wires.await(
            "nothing held", () -> served.server().components().context().store().holds() == 0);
      }
      Wires.await("sockets as before", () -> sockets() <= before);
    }
  }

  private static long sockets() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(link -> Wires.target(link).startsWith("socket:")).count();
    }
  }
}
