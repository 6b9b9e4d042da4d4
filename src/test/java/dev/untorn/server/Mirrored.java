package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.origin.upstream.ScriptedOrigin;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real proxy in front of an origin with two URLs, each of which does what a test says. */
final class Mirrored implements AutoCloseable {
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
