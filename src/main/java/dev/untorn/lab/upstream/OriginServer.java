package dev.untorn.lab.upstream;

import dev.untorn.lab.link.Acceptor;
import dev.untorn.lab.upstream.OriginReply.Answer;
import dev.untorn.lab.upstream.OriginReply.Failure;
import dev.untorn.semantics.EntityTag;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
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
  private static final Pattern PATH = Pattern.compile("/([0-9a-f]+)/(\\d{1,6})/(\\d{1,6})");

  /** As far away as a mirror of the same country; time enough for others to ask for the same. */
  private static final long AWAY_NANOS = 20_000_000;

  private final long seed;
  private final String run = Long.toHexString(System.nanoTime());
  private final Map<Integer, OriginCell> cells = new ConcurrentHashMap<>();
  private final AtomicLong serials = new AtomicLong();
  private final Acceptor acceptor;
  private final Acceptor second;

  /** Where objects are asked for. */
  private enum Url {
    FIRST,
    SECOND
  }

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
    return "/" + run + "/" + cell.number() + "/" + object.number();
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
      return sender.send(
          new Failure("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    }
    OriginObject object = cell.get().object(Integer.parseInt(path.group(3)));
    return serve(request, url, cell.get(), object, sender);
  }

  private boolean serve(
      OriginRequest request, Url url, OriginCell cell, OriginObject object, ReplySender sender)
      throws IOException {
    LockSupport.parkNanos(AWAY_NANOS);
    long serial = serials.incrementAndGet();
    long begin = System.nanoTime();
    ObjectVersion current = object.versionAt(begin);
    ObjectVersion version =
        switch (url) {
          case FIRST -> current;
          case SECOND -> object.atSecondUrl(current);
        };
    boolean isOther = version.number() != current.number();
    Optional<EntityTag> tag = object.tag(current, serial);
    Faults faults = new Faults(object, choices(serial));
    Answer good = faults.framed(Answers.to(request, object, version, tag));
    boolean hasBody = !request.isHead() && good.bytes() > 0;
    boolean isSound = url == Url.SECOND && object.kind() == OriginKind.MIRRORED;
    OriginReply reply = isSound ? good : faults.of(good, hasBody);
    UpstreamExchange begun =
        new UpstreamExchange(
            version.number(),
            good.status(),
            tag.filter(_ -> !isOther).map(EntityTag::toString),
            0,
            false,
            false,
            begin,
            UpstreamExchange.UNFINISHED);
    cell.keep(object.number(), serial, begun);
    try {
      return switch (reply) {
        case Failure failure -> sender.send(failure);
        case Answer answer -> sender.send(answer, object.pattern(), hasBody);
      };
    } finally {
      boolean whole = sender.hasEnded() && sender.sentBytes() == good.bytes();
      cell.keep(
          object.number(),
          serial,
          new UpstreamExchange(
              begun.version(),
              begun.status(),
              begun.tag(),
              sender.sentBytes(),
              whole && good.to() == version.lengthBytes(),
              isOther || !reply.equals(good),
              begin,
              System.nanoTime()));
    }
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
