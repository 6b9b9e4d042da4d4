package dev.untorn.lab.proxy;

import dev.untorn.lab.link.Acceptor;
import dev.untorn.lab.proxy.NaiveFetch.Fetched;
import dev.untorn.lab.purge.Purger;
import dev.untorn.lab.upstream.OriginRequest;
import dev.untorn.lab.upstream.OriginServer;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Plan;
import dev.untorn.semantics.Ranges;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The control: it believes every end of a connection, joins whatever parts it has, and never asks
 * twice.
 */
final class NaiveProxy implements RunningProxy {
  private static final String TAG = "ETag";

  private static final int PARTS_MAX = 16;

  /** What it passes on. */
  private static final List<String> FIELDS = List.of(TAG, "Last-Modified", "Cache-Control", "Date");

  private final NaiveStore store;
  private final Acceptor acceptor;

  private NaiveProxy(NaiveStore store) throws IOException {
    this.store = store;
    this.acceptor =
        Acceptor.start(
            "lab-naive", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::serve);
  }

  static NaiveProxy start(NaiveTarget way, OriginServer origin) throws IOException {
    return new NaiveProxy(new NaiveStore(way, origin.port(), origin.secondPort()));
  }

  /** It believes that of itself. */
  @Override
  public Optional<Purger> purger() {
    return Optional.of((_, _, _) -> true);
  }

  @Override
  public URI root() {
    return URI.create("http://127.0.0.1:" + acceptor.port());
  }

  private void serve(SocketChannel client) throws IOException {
    Optional<OriginRequest> request = OriginRequest.read(client);
    while (request.isPresent()) {
      answer(request.get(), client);
      request = OriginRequest.read(client);
    }
  }

  private void answer(OriginRequest request, SocketChannel client) throws IOException {
    String target = request.target();
    Fetched first = store.first(target);
    long total = first.totalBytes();
    String fields = fields(target, first);
    if (!first.isContent()) {
      send(request, client, "HTTP/1.1 502 Naive\r\n", new byte[0]);
      return;
    }
    String condition = request.fields().get(HttpHeaderNames.IF_RANGE, "");
    boolean part = condition.isEmpty() || fields.contains("ETag: " + condition + "\r\n");
    String range = request.fields().get(HttpHeaderNames.RANGE, "");
    switch (part ? Ranges.plan(range, total, PARTS_MAX, 0) : new Plan.Whole()) {
      case Plan.Part(ByteRange asked) ->
          send(
              request,
              client,
              "HTTP/1.1 206 Naive\r\n" + contentRange(asked, total) + fields,
              store.content(target, first, asked.first(), asked.last() + 1));
      case Plan.Parts(List<ByteRange> asked) -> {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (ByteRange one : asked) {
          parts.writeBytes(octets("\r\n--naive\r\n" + contentRange(one, total) + "\r\n"));
          parts.writeBytes(store.content(target, first, one.first(), one.last() + 1));
        }
        parts.writeBytes(octets("\r\n--naive--\r\n"));
        String type = "Content-Type: multipart/byteranges; boundary=naive\r\n";
        send(request, client, "HTTP/1.1 206 Naive\r\n" + type + fields, parts.toByteArray());
      }
      case Plan.Unsatisfiable() ->
          send(request, client, "HTTP/1.1 416 Naive\r\n" + fields, new byte[0]);
      case Plan.Whole(), Plan.NotModified(), Plan.PreconditionFailed() ->
          send(
              request,
              client,
              "HTTP/1.1 200 Naive\r\n" + fields,
              store.content(target, first, 0, total));
    }
  }

  private static String contentRange(ByteRange range, long total) {
    return "Content-Range: bytes %d-%d/%d\r\n".formatted(range.first(), range.last(), total);
  }

  private String fields(String target, Fetched reply) {
    StringBuilder kept = new StringBuilder();
    for (String name : FIELDS) {
      reply
          .fields()
          .first(name)
          .map(value -> name.equals(TAG) ? store.tag(target, value) : value)
          .ifPresent(value -> kept.append(name).append(": ").append(value).append("\r\n"));
    }
    return kept.toString();
  }

  private static void send(OriginRequest request, SocketChannel client, String head, byte[] content)
      throws IOException {
    String whole = head + "Content-Length: " + content.length + "\r\n\r\n";
    write(client, octets(whole));
    if (!request.method().equals("HEAD")) {
      write(client, content);
    }
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void write(SocketChannel client, byte[] octets) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(octets);
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }

  @Override
  public void close() {
    acceptor.close();
  }
}
