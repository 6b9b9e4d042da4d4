package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.get;
import static dev.untorn.origin.upstream.UpstreamHarness.responded;
import static dev.untorn.origin.upstream.UpstreamHarness.send;
import static dev.untorn.origin.upstream.UpstreamHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.BodyEnd.Framed;
import dev.untorn.origin.upstream.BodyEnd.Unframed;
import dev.untorn.origin.upstream.StrictHttp.Message;
import dev.untorn.origin.upstream.UpstreamHarness.Whole;
import dev.untorn.semantics.Fields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Responses of random pieces, sent in random pieces: what counts as whole is whole for anybody. */
final class OddResponsesTest {
  private static final int RUNS = Integer.getInteger("untorn.oddResponses", 600);
  private static final long SEED = Long.getLong("untorn.seed", new Random().nextLong());

  private static final List<String> VERSIONS =
      List.of("HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "http/1.1");
  private static final List<String> STATUSES =
      List.of("200 OK", "200 OK", "200", "404 Not", "204 No", "304 x", "206 Part", "099 x", "20 x");
  private static final List<String> FRAMINGS =
      List.of(
          "Content-Length: %d\r\n",
          "Content-Length: %d\r\n",
          "Content-Length: %d\r\nContent-Length: %d\r\n",
          "Content-Length: %1$d, %1$d\r\n",
          "Content-Length: %d\r\nContent-Length: 3\r\n",
          "Content-Length : %d\r\n",
          "Content-Length x: %d\r\n",
          "X Content-Length: %d\r\n",
          "Content-Length: +%d\r\n",
          "Content-Length: 0%d\r\n",
          "Content-Length: %d\r\n \r\n",
          "Content-Length:\r\n %d\r\n",
          "Content-Length\r\n",
          "X: y\r\n\tContent-Length: 3\r\n",
          "");
  private static final List<String> CODINGS =
      List.of(
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: chunked\r\n",
          "transfer-encoding: Chunked\r\n",
          "Transfer-Encoding : chunked\r\n",
          "Transfer-Encoding: chunked\r\n \r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
          "Transfer-Encoding: gzip, chunked\r\n",
          "Transfer-Encoding: chunked, gzip\r\n",
          "Transfer-Encoding: xchunked\r\n",
          "Transfer-Encoding: \"chunked\"\r\n",
          "Transfer-Encoding: chunked;q=1\r\n",
          "Transfer-Encoding:\u00a0chunked\r\n",
          "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n");
  private static final String OCTETS = "\r\n \t:;,05aF\u0000\u000b\u007f\u0085\u00e9xX-";

  private final UpstreamHarness harness = new UpstreamHarness();

  @AfterEach
  void end() {
    harness.close();
  }

  /**
   * A response.
   *
   * @param plain whether nothing is odd about it
   */
  private record Sample(String method, String octets, boolean plain) {}

  private static Sample sample(Random random) {
    boolean plain = random.nextInt(4) == 0;
    String body = "x".repeat(random.nextInt(30)) + (random.nextBoolean() ? "\r\n0\r\n\r\n" : "");
    boolean chunked = random.nextBoolean();
    String framing =
        chunked
            ? any(random, CODINGS, plain)
            : any(random, FRAMINGS, plain).formatted(body.length(), body.length());
    String content = chunked ? chunks(random, body, plain) : body;
    String interim = random.nextInt(8) == 0 ? "HTTP/1.1 103 Early\r\nLink: <a>\r\n\r\n" : "";
    String all =
        interim
            + any(random, VERSIONS, plain)
            + " "
            + any(random, STATUSES, plain)
            + "\r\nA: b\r\n"
            + framing
            + "C: d\r\n\r\n"
            + content;
    String method = plain || random.nextInt(8) > 0 ? "GET" : "HEAD";
    return new Sample(method, plain ? all : mutated(random, all), plain);
  }

  /** Random itself is much the same for seeds that are next to each other. */
  private static Random random(int run) {
    return new Random(new SplittableRandom(SEED + run).nextLong());
  }

  private static String any(Random random, List<String> some, boolean plain) {
    return plain ? some.getFirst() : some.get(random.nextInt(some.size()));
  }

  private static String chunks(Random random, String body, boolean plain) {
    StringBuilder chunks = new StringBuilder();
    for (int from = 0; from < body.length(); ) {
      int size = 1 + random.nextInt(body.length() - from);
      chunks.append(Integer.toHexString(size));
      chunks.append(
          plain
              ? ""
              : List.of("", "", ";a=b", " ;a=\"\n\"", " ", "\t;", ";\u00e9")
                  .get(random.nextInt(7)));
      chunks.append("\r\n").append(body, from, from + size).append("\r\n");
      from += size;
    }
    return chunks
        .append("0\r\n")
        .append(random.nextBoolean() ? "T: u\r\n" : "")
        .append("\r\n")
        .toString();
  }

  /** With some octets changed, doubled or gone, or the end missing. */
  private static String mutated(Random random, String all) {
    StringBuilder text = new StringBuilder(all);
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(text.length());
      String octet = String.valueOf(OCTETS.charAt(random.nextInt(OCTETS.length())));
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, octet.charAt(0));
        case 1 -> text.insert(at, octet);
        case 2 -> text.deleteCharAt(at);
        default -> text.insert(at, text.charAt(at));
      }
    }
    return random.nextInt(3) == 0
        ? text.substring(0, random.nextInt(text.length() + 1))
        : text.toString();
  }

  /** What anybody takes for a whole response. */
  private static Optional<Message> strictly(Sample sample) {
    byte[] octets = sample.octets.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return Optional.of(StrictHttp.response(new ByteArrayInputStream(octets), sample.method));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void sendInPieces(ScriptedOrigin.Peer peer, String octets, Random random)
      throws Exception {
    byte[] all = octets.getBytes(StandardCharsets.ISO_8859_1);
    for (int from = 0; from < all.length; ) {
      int to = Math.min(all.length, from + 1 + random.nextInt(all.length));
      peer.send(Arrays.copyOfRange(all, from, to));
      from = to;
      if (random.nextInt(3) == 0) {
        Thread.sleep(0, 200_000); // So that the pieces may arrive one by one; it need not be.
      }
    }
  }

  @Test
  void what_counts_as_whole_is_whole_for_a_strict_reader() throws Exception {
    ConcurrentMap<String, Sample> samples = new ConcurrentHashMap<>();
    int taken = 0;
    try (var origin =
        new ScriptedOrigin((peer, number) -> {
          String target = peer.request().split(" ", 3)[1];
          sendInPieces(peer, Objects.requireNonNull(samples.get(target)).octets, random(number));
        })) {
      UpstreamClient client = harness.client(origin);
      var loop = harness.loop();
      for (int run = 0; run < RUNS; run++) {
        Sample sample = sample(random(run));
        samples.put("/" + run, sample);
        String said = "seed " + SEED + ", run " + run + ": " + sample;
        Optional<Message> strict = strictly(sample);
        UpstreamResult result =
            send(client, loop, UpstreamRequest.of(sample.method, "/" + run, Fields.NONE));
        if (!(result instanceof UpstreamResult.Responded(UpstreamResponse response))) {
          assertFalse(sample.plain, said + " " + result);
          continue;
        }
        Whole whole = whole(response);
        boolean framed = whole.end() instanceof Framed;
        if (framed || whole.end() instanceof Unframed) {
          assertTrue(strict.isPresent(), said + " " + whole);
          assertEquals(strict.get().framed(), framed, said);
          assertEquals(strict.get().body(), whole.octets(), said);
          assertEquals(strict.get().first(), String.valueOf(response.status()), said);
          taken++;
        } else {
          assertFalse(sample.plain, said + " " + whole.end());
        }
      }
    }
    assertTrue(taken > RUNS / 4, taken + " of " + RUNS);
  }

  @Test
  void the_beginning_of_a_response_that_nobody_requested_is_no_answer_to_the_next_request()
      throws Exception {
    String good = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
    String evil = "\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
    for (int cut = 1; cut <= evil.length(); cut++) {
      int sent = cut;
      try (var origin =
          new ScriptedOrigin((peer, _) -> {
            peer.request();
            peer.send(good + evil.substring(0, sent));
            peer.request();
            peer.send(evil.substring(sent) + good);
            peer.awaitEnd();
          })) {
        UpstreamClient client = harness.client(origin);
        var loop = harness.loop();
        assertEquals("good", whole(responded(get(client, loop, "/a"))).octets());
        assertEquals("good", whole(responded(get(client, loop, "/b"))).octets(), "cut " + cut);
        assertEquals(2, origin.connections(), "cut " + cut);
      }
    }
  }
}
