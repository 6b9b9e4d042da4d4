package dev.untorn.bench.run;

import dev.untorn.bench.target.SystemUnderTest;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Asks a server about its files by HEAD, before it is loaded. For one thread. */
final class HeadLookup implements AutoCloseable {
  private final SystemUnderTest server;
  private final RequestOptions options;
  private Optional<WireClient> client = Optional.empty();

  HeadLookup(SystemUnderTest server, RequestOptions options) {
    this.server = server;
    this.options = options;
  }

  /**
   * The length of a file.
   *
   * @throws IOException if the server does not tell
   */
  long lengthBytes(String path) throws IOException {
    return head(path)
        .field("Content-Length")
        .map(Long::parseLong)
        .orElseThrow(() -> new TargetException(server.name() + " tells no length of " + path));
  }

  /**
   * A line of a request's head that asks for a file only if it has changed (RFC 9110, 13.1).
   *
   * @throws IOException if the server tells nothing by which it could know
   */
  String condition(String path) throws IOException {
    Reply reply = head(path);
    return reply
        .field("ETag")
        .map(tag -> "If-None-Match: " + tag)
        .or(() -> reply.field("Last-Modified").map(time -> "If-Modified-Since: " + time))
        .orElseThrow(() -> new TargetException(server.name() + " gives no entity tag for " + path));
  }

  private Reply head(String path) throws IOException {
    String request = options.head("HEAD", server.host(), server.path(path), List.of());
    Reply reply = ask(request);
    if (!reply.isComplete()) {
      // The server ended the connection after the response before.
      close();
      reply = ask(request);
    }
    if (reply.status() != 200) {
      throw new TargetException(
          "%s answers %d to HEAD %s".formatted(server.name(), reply.status(), path));
    }
    return reply;
  }

  private Reply ask(String request) throws IOException {
    if (client.isEmpty()) {
      client = Optional.of(WireClient.connect(server.address()));
    }
    return client.get().ask(request);
  }

  @Override
  public void close() throws IOException {
    if (client.isPresent()) {
      client.get().close();
      client = Optional.empty();
    }
  }
}
