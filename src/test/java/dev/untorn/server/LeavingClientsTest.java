package dev.untorn.server;

import static dev.untorn.server.Wires.openFiles;
import static dev.untorn.server.Wires.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.origin.upstream.ScriptedOrigin;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a proxy that leave at any moment, in any way: nothing stays behind of them. */
final class LeavingClientsTest {
  private static final int CLIENTS = Integer.getInteger("untorn.leavingClients", 120);
  private static final long SEED = Long.getLong("untorn.seed", new Random().nextLong());
  private static final int CONNECTIONS = 4;

  /** One for each path whose responses are stored, and the directory. */
  private static final int BODIES_MAX = 3 * (CLIENTS / 10) + 1;

  private static final String BODY = "0123456789".repeat(2000);

  @TempDir Path cache;

  /** Random pieces with pauses between them, as the path says. */
  private static void answer(ScriptedOrigin.Peer peer, String head, int number) throws Exception {
    String path = head.split(" ", 3)[1];
    if (path.equals("/last")) {
      return;
    }
    Random random = random(number);
    if (head.startsWith("PUT")) {
      peer.receive(random.nextInt(BODY.length()));
    }
    String octets = "HTTP/1.1 200 OK\r\n" + rest(path);
    for (int from = 0; from < octets.length(); ) {
      int to = Math.min(octets.length(), from + 1 + random.nextInt(octets.length()));
      peer.send(octets.substring(from, to));
      from = to;
      TimeUnit.MILLISECONDS.sleep(random.nextInt(4));
    }
  }

  private static String rest(String path) {
    String chunks =
        "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(BODY.length(), BODY);
    String whole = "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
    return switch (path.charAt(1)) {
      case 's' -> "Cache-Control: max-age=60\r\nETag: \"v\"\r\n" + whole;
      case 'c' -> "Cache-Control: max-age=60\r\n" + chunks;
      case 'v' -> "Cache-Control: no-cache\r\nETag: \"v\"\r\n" + whole;
      case 'n' -> "Cache-Control: no-store\r\n" + whole;
      default -> "Cache-Control: no-store\r\n" + chunks;
    };
  }

  /** Random itself is much the same for seeds that are next to each other. */
  private static Random random(int number) {
    return new Random(new SplittableRandom(SEED + number).nextLong());
  }

  private static void visit(Served proxy, int number) {
    Random random = random(-number);
    String path = "/" + "scvnp".charAt(random.nextInt(5)) + random.nextInt(CLIENTS / 10);
    String request =
        random.nextInt(4) == 0
            ? Served.request("PUT " + path + " HTTP/1.1", "Content-Length: " + BODY.length())
                + BODY.substring(0, random.nextInt(BODY.length()))
            : Served.request("GET " + path + " HTTP/1.1");
    try (Socket client = new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
      client.setSoTimeout(100);
      client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      TimeUnit.MILLISECONDS.sleep(random.nextInt(8));
      if (random.nextBoolean()) {
        client.getInputStream().readNBytes(random.nextInt(BODY.length()));
      }
      client.setSoLinger(random.nextBoolean(), 0);
    } catch (IOException | InterruptedException e) {
      return; // It leaves one way or another.
    }
  }

  @Test
  void all_connections_to_the_origin_and_all_files_are_free_again() throws Exception {
    CountDownLatch together = new CountDownLatch(CONNECTIONS);
    Proxied.Answering answering =
        (peer, head, number) -> {
          answer(peer, head, number);
          if (head.contains("/last")) {
            together.countDown();
            together.await(); // One connection less, and nobody would be answered.
            peer.send("HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 2\r\n\r\nok");
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering, "proxy.connections=" + CONNECTIONS);
        ExecutorService clients = Executors.newFixedThreadPool(16)) {
      Served proxy = proxied.proxy();
      List<Future<?>> visits = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        visits.add(clients.submit(() -> visit(proxy, number)));
      }
      for (Future<?> visit : visits) {
        visit.get();
      }
      List<Future<Reply>> last = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        last.add(
            clients.submit(() -> {
              try (WireClient client = proxy.connect()) {
                return client.ask(Served.request("GET /last HTTP/1.1", "Cache-Control: no-store"));
              }
            }));
      }
      for (Future<Reply> each : last) {
        assertEquals("ok", each.get().text(), "seed " + SEED);
      }
      // Versions keep bodies open, as they keep files: for who asks next. One whose body a newer
      // one has replaced in the store meanwhile has a body without a name.
      Wires.await(
          "no fill is open",
          () ->
              openFiles(cache).stream()
                  .noneMatch(file -> file.contains("/fills/") && !file.endsWith("(deleted)")));
      List<String> open = openFiles(cache);
      assertTrue(open.size() <= BODIES_MAX, open::toString);
      Wires.await("no connection is open", () -> series(proxy, "untorn_connections_open") == 0);
    }
  }
}
