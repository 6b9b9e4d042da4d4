package dev.untorn.bench.run;

import dev.untorn.bench.target.Contender;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.util.Optional;

/** Asks a server about its files before it is loaded. For one thread. */
final class Scout implements AutoCloseable {
  private final Contender contender;
  private final Manner manner;
  private Optional<WireClient> client = Optional.empty();

  Scout(Contender contender, Manner manner) {
    this.contender = contender;
    this.manner = manner;
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
        .orElseThrow(() -> new TargetException(contender.name() + " tells no length of " + path));
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
        .orElseThrow(
            () -> new TargetException(contender.name() + " gives no entity tag for " + path));
  }

  private Reply head(String path) throws IOException {
    String request =
        manner.head("HEAD", contender.host(), contender.path(path), java.util.List.of());
    Reply reply = ask(request);
    if (!reply.isComplete()) {
      // The server ended the connection after the answer before.
      close();
      reply = ask(request);
    }
    if (reply.status() != 200) {
      throw new TargetException(
          "%s answers %d to HEAD %s".formatted(contender.name(), reply.status(), path));
    }
    return reply;
  }

  private Reply ask(String request) throws IOException {
    if (client.isEmpty()) {
      client = Optional.of(WireClient.connect(contender.address()));
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
