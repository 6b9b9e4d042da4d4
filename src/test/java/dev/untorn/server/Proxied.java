package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.origin.upstream.ScriptedOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real proxy in front of an origin that does what a test says. */
final class Proxied implements AutoCloseable {
  /** The size of {@link #content}. */
  static final int SIZE_BYTES = 1 << 20;

  /** Not the records of keys, which say only how to find others. */
  private static final Pattern STORED =
      Pattern.compile("objects/../[0-9a-f]{64}(?:\\.[0-9a-f]{64})?|fills/.*");

  /** A body that no other seed has. */
  static byte[] content(int seed) {
    byte[] content = new byte[SIZE_BYTES];
    new Random(seed).nextBytes(content);
    return content;
  }

  /** Sends a head, the length of all behind {@code from}, and the bytes until {@code to}. */
  static void send(ScriptedOrigin.Peer peer, String head, byte[] body, int from, int to)
      throws IOException {
    peer.send(head + "Content-Length: " + (body.length - from) + "\r\n\r\n");
    peer.send(Arrays.copyOfRange(body, from, to));
  }

  static void assertWhole(byte[] expected, Reply reply) {
    assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
    assertArrayEquals(expected, reply.body());
  }

  /** Neither a response nor the beginning of a body is on the disk. */
  static void assertNothingStored(Path cache) throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      List<Path> stored =
          files
              .filter(Files::isRegularFile)
              .filter(file -> STORED.matcher(cache.relativize(file).toString()).matches())
              .toList();
      assertEquals(List.of(), stored);
    }
  }

  /** Answers a request of a connection; the first of the origin is number 1. */
  interface Answering {
    void answer(ScriptedOrigin.Peer peer, String head, int number) throws Exception;
  }

  private final ScriptedOrigin origin;
  private final Optional<Path> file;
  private final Path cache;
  private final List<String> settings;
  private Served proxy;

  private Proxied(ScriptedOrigin origin, Optional<Path> file, Path cache, List<String> settings) {
    this.origin = origin;
    this.file = file;
    this.cache = cache;
    this.settings = settings;
    this.proxy = start();
  }

  static Proxied of(Path cache, Answering answering, String... settings) {
    return of(Optional.empty(), cache, answering, settings);
  }

  /** With a configuration file besides. */
  static Proxied configured(Path file, Path cache, Answering answering) {
    return of(Optional.of(file), cache, answering);
  }

  private static Proxied of(
      Optional<Path> file, Path cache, Answering answering, String... settings) {
    AtomicInteger requests = new AtomicInteger();
    ScriptedOrigin origin =
        new ScriptedOrigin((peer, _) -> {
          while (true) {
            String head = peer.request();
            answering.answer(peer, head, requests.incrementAndGet());
          }
        });
    return new Proxied(origin, file, cache, List.of(settings));
  }

  /** Of an origin that answers each request with the same octets. */
  static Proxied answering(Path cache, String octets, String... settings) {
    return of(cache, (peer, _, _) -> peer.send(octets), settings);
  }

  private Served start() {
    Stream<String> all =
        Stream.concat(
            Stream.of("proxy.origin=http://127.0.0.1:" + origin.port(), "proxy.cache=" + cache),
            settings.stream());
    String[] each = all.toArray(String[]::new);
    return file.map(some -> Served.configured(some, cache, each))
        .orElseGet(() -> Served.directory(cache, each));
  }

  /** Ends the proxy, and starts another one with the same cache. */
  void restart() {
    proxy.close();
    proxy = start();
  }

  Served proxy() {
    return proxy;
  }

  int originPort() {
    return origin.port();
  }

  Reply get(String path, String... fields) throws IOException {
    return proxy.get(path, fields);
  }

  /** The heads of the requests that came to the origin. */
  List<String> asked() {
    return origin.heads();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    origin.close();
  }
}
