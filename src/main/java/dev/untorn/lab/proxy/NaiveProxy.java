package dev.untorn.lab.proxy;

import dev.untorn.lab.link.Acceptor;
import dev.untorn.lab.proxy.NaiveFetch.Fetched;
import dev.untorn.lab.upstream.OriginRequest;
import dev.untorn.lab.upstream.OriginServer;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Plan;
import dev.untorn.semantics.Ranges;
import io.netty.handler.codec.http.HttpHeaderNames;
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
  /** What it passes on. */
  private static final List<String> FIELDS =
      List.of("ETag", "Last-Modified", "Cache-Control", "Date");

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
    Fetched first = store.first(request.target());
    long total = first.totalBytes();
    String fields = fields(first);
    if (!first.isContent()) {
      send(request, client, "HTTP/1.1 502 Naive\r\n", new byte[0]);
      return;
    }
    boolean part = !request.fields().contains(HttpHeaderNames.IF_RANGE);
    String range = request.fields().get(HttpHeaderNames.RANGE, "");
    switch (part ? Ranges.plan(range, total, 1, 0) : new Plan.Whole()) {
      case Plan.Part(ByteRange asked) -> {
        String told = asked.first() + "-" + asked.last() + "/" + total;
        send(
            request,
            client,
            "HTTP/1.1 206 Naive\r\nContent-Range: bytes " + told + "\r\n" + fields,
            store.content(request.target(), asked.first(), asked.last() + 1));
      }
      case Plan.Unsatisfiable() ->
          send(request, client, "HTTP/1.1 416 Naive\r\n" + fields, new byte[0]);
      case Plan.Whole(), Plan.Parts(_), Plan.NotModified(), Plan.PreconditionFailed() ->
          send(
              request,
              client,
              "HTTP/1.1 200 Naive\r\n" + fields,
              store.content(request.target(), 0, total));
    }
  }

  private static String fields(Fetched reply) {
    StringBuilder kept = new StringBuilder();
    for (String name : FIELDS) {
      reply
          .fields()
          .first(name)
          .ifPresent(value -> kept.append(name).append(": ").append(value).append("\r\n"));
    }
    return kept.toString();
  }

  private static void send(OriginRequest request, SocketChannel client, String head, byte[] content)
      throws IOException {
    String whole = head + "Content-Length: " + content.length + "\r\n\r\n";
    write(client, whole.getBytes(StandardCharsets.ISO_8859_1));
    if (!request.method().equals("HEAD")) {
      write(client, content);
    }
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
