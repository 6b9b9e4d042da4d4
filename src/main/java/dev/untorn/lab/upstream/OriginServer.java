package dev.untorn.lab.upstream;

import dev.untorn.lab.link.Acceptor;
import dev.untorn.lab.upstream.Decision.Url;
import dev.untorn.lab.upstream.OriginReply.Answer;
import dev.untorn.lab.upstream.OriginReply.Failure;
import dev.untorn.semantics.EntityTag;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The origin of a run, on this host: each cell has paths of its own. */
public final class OriginServer implements AutoCloseable {
  /** The bucket of objects that are asked for as those of S3. */
  public static final String BUCKET = "lab-bucket";

  /** Run, cell, group, object, and the query. */
  private static final Pattern PATH =
      Pattern.compile(
          "(?:/" + BUCKET + ")?/([0-9a-f]+)/(\\d{1,6})/\\d{1,6}/(\\d{1,6})(?:\\?(.*))?");

  /** As far away as a mirror of the same country; time enough for others to ask for the same. */
  private static final long AWAY_NANOS = 20_000_000;

  private final long seed;
  private final String run = Long.toHexString(System.nanoTime());
  private final Map<Integer, OriginCell> cells = new ConcurrentHashMap<>();
  private final AtomicLong serials = new AtomicLong();
  private final Acceptor acceptor;
  private final Acceptor second;

  /**
   * Listens on the loopback device.
   *
   * @param port 0 for any free one
   * @param seed of its choices
   */
  public OriginServer(int port, long seed) throws IOException {
    this.seed = seed;
    this.acceptor = listening(port, Url.FIRST);
    this.second = listening(0, Url.SECOND);
  }

  private Acceptor listening(int port, Url url) throws IOException {
    return Acceptor.start(
        "lab-origin",
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        client -> serve(client, url));
  }

  public int port() {
    return acceptor.port();
  }

  /** Of its second URL. */
  public int secondPort() {
    return second.port();
  }

  /** Serves a cell's objects until the end of the run. */
  public void add(OriginCell cell) {
    cells.put(cell.number(), cell);
  }

  /** The path of an object; a proxy that was used in an earlier run has not seen it. */
  public String path(OriginCell cell, OriginObject object) {
    return folder(cell, object) + object.number();
  }

  /** What the paths of an object's group begin with. */
  public String folder(OriginCell cell, OriginObject object) {
    return "/" + run + "/" + cell.number() + "/" + object.group() + "/";
  }

  private void serve(SocketChannel client, Url url) throws IOException {
    ReplySender sender = new ReplySender(client);
    Optional<OriginRequest> request = OriginRequest.read(client);
    while (request.isPresent() && serve(request.get(), url, sender)) {
      request = OriginRequest.read(client);
    }
  }

  /** Returns whether the connection may be used on. */
  private boolean serve(OriginRequest request, Url url, ReplySender sender) throws IOException {
    Matcher path = PATH.matcher(request.target());
    Optional<OriginCell> cell =
        path.matches() && path.group(1).equals(run)
            ? Optional.ofNullable(cells.get(Integer.parseInt(path.group(2))))
            : Optional.empty();
    if (cell.isEmpty()) {
      return sender.send(BucketErrors.of(404, "NoSuchKey", !request.isHead()));
    }
    OriginObject object = cell.get().object(Integer.parseInt(path.group(3)));
    LockSupport.parkNanos(AWAY_NANOS);
    long serial = serials.incrementAndGet();
    long begin = System.nanoTime();
    String query = Objects.requireNonNullElse(path.group(4), "");
    Decision decision =
        Decision.of(request, query, cell.get(), object, url, serial, choices(serial));
    UpstreamExchange begun = begun(decision, begin);
    cell.get().keep(object.number(), serial, begun);
    try {
      return switch (decision.reply()) {
        case Failure failure -> sender.send(failure);
        case Answer answer -> sender.send(answer, object.pattern(), decision.hasBody());
      };
    } finally {
      cell.get().keep(object.number(), serial, ended(begun, decision, sender));
    }
  }

  private static UpstreamExchange begun(Decision decision, long beginNanos) {
    return new UpstreamExchange(
        decision.version().number(),
        decision.good().status(),
        decision.tag().filter(_ -> !decision.isOther()).map(EntityTag::toString),
        0,
        false,
        false,
        beginNanos,
        UpstreamExchange.UNFINISHED);
  }

  private static UpstreamExchange ended(
      UpstreamExchange begun, Decision decision, ReplySender sender) {
    Answer good = decision.good();
    boolean whole = sender.hasEnded() && sender.sentBytes() == good.bytes();
    return new UpstreamExchange(
        begun.version(),
        begun.status(),
        begun.tag(),
        sender.sentBytes(),
        whole && good.to() == decision.version().lengthBytes(),
        decision.faulty(),
        begun.beginNanos(),
        System.nanoTime());
  }

  /**
   * For one response. Neighbouring seeds of a java.util.Random would begin with the same choice.
   */
  private RandomGenerator choices(long serial) {
    return new SplittableRandom(seed + serial);
  }

  @Override
  public void close() {
    acceptor.close();
    second.close();
  }
}
