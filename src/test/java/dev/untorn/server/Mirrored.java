package dev.untorn.server;

import static dev.untorn.server.Proxied.SIZE_BYTES;
import static dev.untorn.server.Proxied.content;
import static dev.untorn.server.Proxied.send;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.origin.upstream.ScriptedOrigin;
import dev.untorn.semantics.DigestAlgorithm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real proxy in front of an origin with two URLs, each of which does what a test says. Their
 * versions have the same tag, date and length, as those of two nginx may, and the same bytes in the
 * middle; so nothing but a digest tells them apart.
 */
final class Mirrored implements AutoCloseable {
  static final String DATE = "Sat, 01 Nov 2025 10:00:00 GMT";
  static final String VALIDATORS = "ETag: \"v1\"\r\nLast-Modified: " + DATE + "\r\n";
  static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n" + VALIDATORS;
  static final String STALE = "HTTP/1.1 200 OK\r\nCache-Control: max-age=0\r\n" + VALIDATORS;
  static final String UNCHANGED =
      "HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=0\r\n" + VALIDATORS + "\r\n";

  /** Where a body breaks off, and what is fetched again. */
  static final int THERE = SIZE_BYTES / 2;

  static final int AGAIN = THERE - 4096;

  static final byte[] ONE = content(1);
  static final byte[] OTHER = other();

  /** As the first one around where it breaks off, so that the overlap does not tell. */
  static byte[] other() {
    byte[] other = content(2);
    int quarter = SIZE_BYTES / 4;
    System.arraycopy(ONE, quarter, other, quarter, 2 * quarter);
    return other;
  }

  static String digest(byte[] body) {
    byte[] hash = DigestAlgorithm.SHA_256.begin().digest(body);
    return "Repr-Digest: sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":\r\n";
  }

  static Proxied.Answering sending(String head, byte[] body) {
    return (peer, _, _) -> send(peer, head, body, 0, SIZE_BYTES);
  }

  /** Half of a body, and no answer ever after. */
  static Proxied.Answering dying(String head, byte[] body) {
    return (peer, _, number) -> {
      if (number == 1) {
        send(peer, head, body, 0, THERE);
      }
      peer.cut();
    };
  }

  /** The part that was asked for, or the whole. */
  static Proxied.Answering serving(String fields, byte[] body) {
    return (peer, asked, _) -> {
      if (asked.contains("\r\nRange: bytes=" + AGAIN + "-\r\n")) {
        String part =
            FRESH.replace("200 OK", "206 Partial Content")
                + "Content-Range: bytes %d-%d/%d\r\n".formatted(AGAIN, SIZE_BYTES - 1, SIZE_BYTES);
        send(peer, part + fields, body, AGAIN, SIZE_BYTES);
      } else {
        send(peer, FRESH + fields, body, 0, SIZE_BYTES);
      }
    };
  }

  static void assertUnconditional(List<String> heads) {
    for (String head : heads) {
      assertFalse(head.toLowerCase(Locale.ROOT).contains("\r\nif-"), head);
      assertFalse(head.contains("v1"), head);
    }
  }

  private final AtomicBoolean isFirstDown = new AtomicBoolean();
  private final ScriptedOrigin first;
  private final ScriptedOrigin next;
  private final Path cache;
  private final List<String> settings;
  private Served proxy;

  private Mirrored(
      Path cache, Proxied.Answering first, Proxied.Answering next, List<String> settings) {
    this.first = answering(first, isFirstDown);
    this.next = answering(next, new AtomicBoolean());
    this.cache = cache;
    this.settings = settings;
    this.proxy = start();
  }

  static Mirrored of(
      Path cache, Proxied.Answering first, Proxied.Answering next, String... settings) {
    return new Mirrored(cache, first, next, List.of(settings));
  }

  private static ScriptedOrigin answering(Proxied.Answering answering, AtomicBoolean isDown) {
    AtomicInteger requests = new AtomicInteger();
    return new ScriptedOrigin((peer, _) -> {
      while (true) {
        String head = peer.request();
        if (isDown.get()) {
          peer.cut();
        }
        answering.answer(peer, head, requests.incrementAndGet());
      }
    });
  }

  private Served start() {
    Stream<String> all =
        Stream.concat(
            Stream.of("proxy.origin=" + firstUrl() + "," + nextUrl(), "proxy.cache=" + cache),
            settings.stream());
    return Served.directory(cache, all.toArray(String[]::new));
  }

  String firstUrl() {
    return "http://127.0.0.1:" + first.port();
  }

  String nextUrl() {
    return "http://127.0.0.1:" + next.port();
  }

  /** From now on the first one hangs up on each request, or does not. */
  void firstIsDown(boolean isDown) {
    isFirstDown.set(isDown);
  }

  /** Nobody listens at the first one any more; its kernel needs a moment to know it. */
  void closeFirst() throws IOException {
    int port = first.port();
    first.close();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Thread.onSpinWait();
      } catch (ConnectException e) {
        return;
      }
    }
    throw new AssertionError("somebody still listens at " + port);
  }

  /** Ends the proxy, and starts another one with the same cache. */
  void restart() {
    proxy.close();
    proxy = start();
  }

  Served proxy() {
    return proxy;
  }

  Reply get(String path, String... fields) throws IOException {
    return proxy.get(path, fields);
  }

  /**
   * As {@link #get}; what comes is stored by then, so that later requests do not join its fetch.
   */
  Reply fetch(String path) throws IOException {
    Reply reply = get(path);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (get(path, "Cache-Control: only-if-cached, max-stale").status() != reply.status()) {
      assertTrue(System.nanoTime() < deadline, "it is not stored");
      Thread.onSpinWait();
    }
    return reply;
  }

  /** The heads of the requests that came to the first one. */
  List<String> firstAsked() {
    return first.heads();
  }

  List<String> nextAsked() {
    return next.heads();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    first.close();
    next.close();
  }
}
