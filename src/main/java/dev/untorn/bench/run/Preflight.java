package dev.untorn.bench.run;

import dev.untorn.bench.load.Ask;
import dev.untorn.bench.target.Contender;
import dev.untorn.client.Ending;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends some requests to a server before it is measured, so that a run that could only count errors
 * ends at once. Reads heads alone: bodies may be large.
 */
final class Preflight {
  /** A list may begin with paths that are missing: a server is given up after so many. */
  private static final int PATHS_MAX = 8;

  /** Most servers send no longer heads. */
  private static final int HEAD_BYTES_MAX = 16 * 1024;

  /** Interim responses (1xx) come before the one that counts. */
  private static final Pattern STATUS = Pattern.compile("(?:^|\n\r\n)HTTP/1\\.[01] ([2-5]\\d\\d)");

  private static final Pattern SERVER = Pattern.compile("(?i)\nServer:[ \t]*([^\r\n]+)");

  /** The head of a response. */
  private record Answer(int status, String head) {}

  private final Contender contender;
  private final Duration timeout;

  Preflight(Contender contender, Duration timeout) {
    this.contender = contender;
    this.timeout = timeout;
  }

  /**
   * Asks for the first paths of a case until one answer is as expected.
   *
   * @param written whether the file is still to be made, so that any status will do
   * @return what the server calls itself
   * @throws TargetException if there is no server, or none of its answers is as expected
   */
  Optional<String> check(Asks asks, boolean written) throws IOException {
    InetSocketAddress address = contender.address();
    if (address.isUnresolved()) {
      throw new TargetException(
          "there is no host " + address.getHostString() + " (" + contender.base() + ")");
    }
    // Whatever the requests, first of all somebody must listen there.
    connect(address).close();
    List<Ask> some = written ? List.of(asks.greeting()) : asks.first(PATHS_MAX);
    for (Ask ask : some) {
      Answer answer = answer(ask, address);
      if (written || ask.expected().statuses().accepts(answer.status)) {
        Matcher server = SERVER.matcher(answer.head);
        return server.find() ? Optional.of(server.group(1).strip()) : Optional.empty();
      }
      if (ask.equals(some.getLast())) {
        throw new TargetException(
            "%s answers %d, not %s, to %s%s: if that is meant, add --expect %d"
                .formatted(
                    contender.name(),
                    answer.status,
                    ask.expected().statuses().text(),
                    line(ask),
                    some.size() > 1 ? " (none of " + some.size() + " paths was answered so)" : "",
                    answer.status));
      }
    }
    throw new IllegalStateException("no request");
  }

  private static String line(Ask ask) {
    return ask.head().substring(0, ask.head().indexOf(" HTTP/"));
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

  private Answer answer(Ask ask, InetSocketAddress address) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES_MAX);
    long deadline = System.nanoTime() + timeout.toNanos();
    try (WireClient client = connect(address)) {
      client.send(ask.head());
      Ending ending = Ending.COMPLETE;
      String head = "";
      while (ending == Ending.COMPLETE && bytes.hasRemaining() && System.nanoTime() < deadline) {
        ending = client.readSome(bytes);
        head = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        Matcher status = STATUS.matcher(head);
        if (status.find() && head.indexOf("\r\n\r\n", status.start(1)) > 0) {
          return new Answer(Integer.parseInt(status.group(1)), head);
        }
      }
      throw failed(
          switch (ending) {
            case NONE, RESET, CUT -> "the connection was closed without an answer to " + line(ask);
            case TIMED_OUT -> "no answer to " + line(ask) + " in " + seconds();
            case COMPLETE, MALFORMED -> "the answer to " + line(ask) + " is not HTTP/1";
          });
    }
  }

  private TargetException failed(String why) {
    return new TargetException(contender.name() + " (" + contender.base() + "): " + why);
  }

  private String seconds() {
    return BigDecimal.valueOf(timeout.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
