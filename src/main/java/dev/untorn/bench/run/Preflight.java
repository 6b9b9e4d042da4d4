package dev.untorn.bench.run;

import dev.untorn.bench.load.RequestSpec;
import dev.untorn.bench.target.SystemUnderTest;
import dev.untorn.client.DeadlineSocket;
import dev.untorn.client.Ending;
import dev.untorn.client.HeadRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Sends some requests to a server before the measurement, so that a run that could only count
 * errors ends at once. Also requests lengths and validators that other requests need. Reads only
 * heads, because bodies may be large.
 */
record Preflight(SystemUnderTest server, RequestOptions options, Duration timeout) {
  /** A list may begin with missing paths: gives up after so many. */
  private static final int PATHS_MAX = 8;

  /**
   * Requests the first paths of a case until one response is as expected.
   *
   * @param written whether a writer creates the file later, so that any status is accepted
   * @return the server's name for itself
   * @throws TargetException if there is no server, or no response is as expected
   */
  Optional<String> check(RequestPlanner planner, boolean written) throws IOException {
    InetSocketAddress address = server.address();
    if (address.isUnresolved()) {
      throw new TargetException(
          "there is no host " + address.getHostString() + " (" + server.base() + ")");
    }
    connect().close();
    List<RequestSpec> some = written ? List.of(planner.greeting()) : planner.first(PATHS_MAX);
    for (RequestSpec spec : some) {
      HeadRequest reply = reply(spec.head());
      if (written || spec.expected().statuses().accepts(reply.status())) {
        return reply.field("Server").filter(name -> !name.isEmpty());
      }
      if (spec.equals(some.getLast())) {
        throw new TargetException(
            "%s answers %d, not %s, to %s%s: if that is meant, add --expect %d"
                .formatted(
                    server.name(),
                    reply.status(),
                    spec.expected().statuses().text(),
                    line(spec.head()),
                    some.size() > 1 ? " (none of " + some.size() + " paths was answered so)" : "",
                    reply.status()));
      }
    }
    throw new IllegalStateException("no request");
  }

  /** The length of a file. Throws IOException if the server does not send it. */
  long lengthBytes(String path) throws IOException {
    return head(path)
        .field("Content-Length")
        .map(Long::parseLong)
        .orElseThrow(() -> new TargetException(server.name() + " sends no length of " + path));
  }

  /**
   * The field line that requests a file only if it has changed (RFC 9110, 13.1). Throws IOException
   * if the server sends no validator.
   */
  String condition(String path) throws IOException {
    HeadRequest reply = head(path);
    return reply
        .field("ETag")
        .map(tag -> "If-None-Match: " + tag)
        .or(() -> reply.field("Last-Modified").map(time -> "If-Modified-Since: " + time))
        .orElseThrow(() -> new TargetException(server.name() + " gives no entity tag for " + path));
  }

  private HeadRequest head(String path) throws IOException {
    HeadRequest reply = reply(options.head("HEAD", server.host(), server.path(path), List.of()));
    if (reply.status() != 200) {
      throw new TargetException(
          "%s answers %d to HEAD %s".formatted(server.name(), reply.status(), path));
    }
    return reply;
  }

  private static String line(String head) {
    return head.substring(0, head.indexOf(" HTTP/"));
  }

  private DeadlineSocket connect() throws IOException {
    try {
      return DeadlineSocket.connect(server.address(), timeout, OptionalInt.empty());
    } catch (SocketTimeoutException e) {
      throw failed("no connection could be made in " + seconds());
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  private HeadRequest reply(String head) throws IOException {
    try (DeadlineSocket connection = connect()) {
      HeadRequest request = new HeadRequest();
      Ending ending = request.send(connection, head);
      if (ending == Ending.COMPLETE) {
        // A reset leaves no port in TIME_WAIT (tcp(7)): there may be thousands of connections.
        connection.abort();
        return request;
      }
      throw failed(
          switch (ending) {
            case NONE, RESET, CUT -> "the connection was closed without an answer to " + line(head);
            case TIMED_OUT -> "no answer to " + line(head) + " in " + seconds();
            case COMPLETE, MALFORMED -> "the answer to " + line(head) + " is not HTTP/1";
          });
    }
  }

  private TargetException failed(String why) {
    return new TargetException(server.name() + " (" + server.base() + "): " + why);
  }

  private String seconds() {
    return BigDecimal.valueOf(timeout.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
