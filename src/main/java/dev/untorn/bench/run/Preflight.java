package dev.untorn.bench.run;

import dev.untorn.bench.load.RequestSpec;
import dev.untorn.bench.target.SystemUnderTest;
import dev.untorn.client.Reading;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Sends some requests to a server before it is measured, so that a run that could only count errors
 * ends at once. Reads heads alone: bodies may be large.
 */
final class Preflight {
  /** A list may begin with paths that are missing: a server is given up after so many. */
  private static final int PATHS_MAX = 8;

  private final SystemUnderTest server;
  private final Duration timeout;

  Preflight(SystemUnderTest server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
  }

  /**
   * Requests the first paths of a case until one response is as expected.
   *
   * @param written whether the file is still to be made, so that any status will do
   * @return what the server calls itself
   * @throws TargetException if there is no server, or none of its responses is as expected
   */
  Optional<String> check(RequestPlanner planner, boolean written) throws IOException {
    InetSocketAddress address = server.address();
    if (address.isUnresolved()) {
      throw new TargetException(
          "there is no host " + address.getHostString() + " (" + server.base() + ")");
    }
    // Whatever the requests, first of all somebody must listen there.
    connect(address).close();
    List<RequestSpec> some = written ? List.of(planner.greeting()) : planner.first(PATHS_MAX);
    for (RequestSpec spec : some) {
      Reply reply = reply(spec, address);
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
                    line(spec),
                    some.size() > 1 ? " (none of " + some.size() + " paths was answered so)" : "",
                    reply.status()));
      }
    }
    throw new IllegalStateException("no request");
  }

  private static String line(RequestSpec spec) {
    return spec.head().substring(0, spec.head().indexOf(" HTTP/"));
  }

  private WireClient connect(InetSocketAddress address) throws IOException {
    try {
      return WireClient.connect(address, timeout, OptionalInt.empty());
    } catch (SocketTimeoutException e) {
      throw failed("no connection could be made in " + seconds());
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  /** Heads that are not right by the letter are not judged here. */
  private Reply reply(RequestSpec spec, InetSocketAddress address) throws IOException {
    try (WireClient client = connect(address)) {
      client.send(spec.head());
      Reply reply = client.read(Reading.OF_HEAD);
      while (reply.isComplete() && reply.status() < 200) {
        // Interim: the response comes after it.
        reply = client.read(Reading.OF_HEAD);
      }
      if (reply.status() >= 200) {
        return reply;
      }
      throw failed(
          switch (reply.ending()) {
            case NONE, RESET, CUT -> "the connection was closed without an answer to " + line(spec);
            case TIMED_OUT -> "no answer to " + line(spec) + " in " + seconds();
            case COMPLETE, MALFORMED -> "the answer to " + line(spec) + " is not HTTP/1";
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
