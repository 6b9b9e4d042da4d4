package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.ScriptedOrigin;
import dev.untorn.origin.upstream.StrictHttp;
import dev.untorn.origin.upstream.StrictHttp.Message;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests of random pieces, through a proxy: its origin gets only well-formed ones, and none that
 * a strict reader would not find in what the client sent (RFC 9112, 11.2).
 */
final class OddRequestsTest {
  private static final int RUNS = Integer.getInteger("untorn.oddRequests", 250);
  private static final long SEED = Long.getLong("untorn.seed", new Random().nextLong());

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade");

  private static final List<String> LINES =
      List.of(
          "GET %s HTTP/1.1",
          "GET %s HTTP/1.1",
          "POST %s HTTP/1.1",
          "PUT %s HTTP/1.1",
          "DELETE %s HTTP/1.1",
          "OPTIONS %s HTTP/1.1",
          "GET http://other%s HTTP/1.1",
          "POST %s HTTP/1.0",
          "get %s HTTP/1.1");
  private static final List<String> FRAMINGS =
      List.of(
          "Content-Length: %d\r\n",
          "Content-Length: %d\r\n",
          "Content-Length: %d\r\nContent-Length: %d\r\n",
          "Content-Length: 0\r\nContent-Length: %d\r\n",
          "Content-Length: %d\r\nTransfer-Encoding: chunked\r\n",
          "Content_Length: %d\r\n",
          "Content-Length : %d\r\n",
          "Content-Length: +%d\r\n",
          "Content-Length:\r\n %d\r\n",
          "X: y\r\n Content-Length: %d\r\n",
          "Connection: Content-Length\r\nContent-Length: %d\r\n",
          "");
  private static final List<String> CODINGS =
      List.of(
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: Chunked\r\nTE: trailers\r\n",
          "Transfer-Encoding: xchunked\r\n",
          "Transfer-Encoding : chunked\r\n",
          "Transfer-Encoding:\u000bchunked\r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
          "Transfer-Encoding: identity, chunked\r\n",
          "Transfer_Encoding: chunked\r\n",
          "Connection: transfer-encoding\r\nTransfer-Encoding: chunked\r\n",
          "X: y\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n");
  private static final List<String> OTHERS =
      List.of(
          "",
          "",
          "Connection: X-Hop, close\r\nX-Hop: 1\r\n",
          "Connection: Host\r\n",
          "Upgrade: h2c\r\nConnection: Upgrade\r\n",
          "Keep-Alive: timeout=1\r\nProxy-Connection: keep-alive\r\n",
          "Host: evil\r\n",
          "Trailer: X-Sum\r\n",
          "Range: bytes=0-1\r\n");
  private static final String OCTETS = "\r\n \t:;,05aF\u0000\u000b\u007f\u0085\u00e9xX-/?#%.";
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir Path cache;

  /** What the origin made of what came. */
  private final Queue<Message> requests = new ConcurrentLinkedQueue<>();

  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  /** Random itself is much the same for seeds that are next to each other. */
  private static Random random(int run) {
    return new Random(new SplittableRandom(SEED + run).nextLong());
  }

  private static String any(Random random, List<String> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static String request(Random random, int run) {
    String body = random.nextBoolean() ? SMUGGLED : "x".repeat(random.nextInt(40));
    boolean chunked = random.nextBoolean();
    List<String> framings = chunked ? CODINGS : FRAMINGS;
    String framing = random.nextInt(3) == 0 ? framings.getFirst() : any(random, framings);
    return any(random, LINES).formatted("/f" + run)
        + "\r\nHost: localhost\r\n"
        + any(random, OTHERS)
        + framing.formatted(body.length(), body.length())
        + "\r\n"
        + (chunked ? chunks(random, body) : body);
  }

  private static String chunks(Random random, String body) {
    StringBuilder chunks = new StringBuilder();
    for (int from = 0; from < body.length(); ) {
      int size = 1 + random.nextInt(body.length() - from);
      String extension = any(random, List.of("", "", ";a=b", " ;a=\"\n\"", " ", ";\u00e9"));
      chunks.append(Integer.toHexString(size)).append(extension).append("\r\n");
      chunks.append(body, from, from + size).append("\r\n");
      from += size;
    }
    String trailer =
        any(random, List.of("", "X-Sum: 1\r\n", "Content-Length: 9\r\n", "no colon\r\n"));
    return chunks.append("0\r\n").append(trailer).append("\r\n").toString();
  }

  private static String mutated(Random random, String all) {
    StringBuilder text = new StringBuilder(all);
    for (int i = random.nextInt(2) == 0 ? 0 : random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(text.length());
      String octet = String.valueOf(OCTETS.charAt(random.nextInt(OCTETS.length())));
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, octet.charAt(0));
        case 1 -> text.insert(at, octet);
        case 2 -> text.deleteCharAt(at);
        default -> text.insert(at, text.charAt(at));
      }
    }
    return text.toString();
  }

  /** All whole requests that a strict reader finds. */
  private static List<Message> strictly(byte[] octets) {
    List<Message> found = new ArrayList<>();
    InputStream in = new ByteArrayInputStream(octets);
    try {
      while (true) {
        found.add(StrictHttp.request(in));
      }
    } catch (IOException e) {
      return found;
    }
  }

  private void serve(ScriptedOrigin.Peer peer, int number) throws IOException {
    try {
      while (true) {
        requests.add(StrictHttp.request(peer.input()));
        peer.send("HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 2\r\n\r\nok");
      }
    } catch (StrictHttp.Malformed e) {
      faults.add("connection " + number + ": " + e.getMessage());
    } catch (EOFException | SocketException e) {
      return; // Given up, or over.
    }
  }

  /** Sends all in pieces, and reads all that comes. */
  private static void exchange(Served proxy, byte[] octets, Random random) throws IOException {
    try (Socket client = new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
      client.setSoTimeout(20_000);
      client.setTcpNoDelay(true);
      try {
        for (int from = 0; from < octets.length; ) {
          int to = Math.min(octets.length, from + 1 + random.nextInt(octets.length));
          client.getOutputStream().write(Arrays.copyOfRange(octets, from, to));
          from = to;
        }
        client.shutdownOutput();
        var _ = client.getInputStream().readAllBytes();
      } catch (SocketException e) {
        return; // Refused, and closed.
      }
    }
  }

  /** As the proxy sends a target on. */
  private static String target(String target) {
    String path = target.replaceFirst("(?i)^https?://[^/?]*", "");
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      encoded.append(c < 0x7f ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }

  private void assertWellFormed(Message got, String said) {
    assertEquals(
        List.of("127.0.0.1"),
        got.all("host").stream().map(h -> h.replaceFirst(":.*", "")).toList(),
        said);
    assertTrue(
        got.fields().stream().noneMatch(line -> OF_THE_CONNECTION.contains(line.name())), said);
    assertTrue(got.all("content-length").size() + got.all("transfer-encoding").size() <= 1, said);
  }

  @Test
  void an_origin_gets_what_a_strict_reader_finds_and_nothing_else() throws Exception {
    int passed = 0;
    try (ScriptedOrigin origin = new ScriptedOrigin(this::serve);
        Served proxy =
            Served.directory(
                cache, "proxy.origin=http://127.0.0.1:" + origin.port(), "proxy.cache=" + cache)) {
      for (int run = 0; run < RUNS; run++) {
        Random random = random(run);
        byte[] octets =
            (mutated(random, request(random, run)) + request(random, run))
                .getBytes(StandardCharsets.ISO_8859_1);
        String said =
            "seed %d, run %d: %s"
                .formatted(SEED, run, new String(octets, StandardCharsets.ISO_8859_1));
        exchange(proxy, octets, random);
        assertEquals(List.of(), List.copyOf(faults), said);
        List<Message> allowed = strictly(octets);
        for (Message got = requests.poll(); got != null; got = requests.poll()) {
          assertWellFormed(got, said + got);
          Message first = got;
          while (!allowed.isEmpty() && !isSame(allowed.getFirst(), first)) {
            allowed.removeFirst(); // Answered by the proxy itself.
          }
          assertFalse(allowed.isEmpty(), said + " gave " + got);
          allowed.removeFirst();
          passed++;
        }
      }
    }
    assertTrue(passed > RUNS / 4, passed + " of " + RUNS);
  }

  private static boolean isSame(Message sent, Message got) {
    return sent.first().equals(got.first())
        && target(sent.target()).equals(got.target())
        && sent.body().equals(got.body());
  }
}
