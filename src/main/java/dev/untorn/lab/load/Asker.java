package dev.untorn.lab.load;

import dev.untorn.lab.content.BlockScanner;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.content.Pattern;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Head;
import dev.untorn.lab.history.Observation.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks on a connection that it keeps while that is possible, and turns what happens into
 * observations. For one thread.
 */
final class Asker implements AutoCloseable {
  /** A server that is not there is not asked a million times. */
  private static final long REFUSED_PAUSE_NANOS = 10_000_000;

  private static final AtomicLong SERIALS = new AtomicLong();

  private final Aim aim;
  private final Pace pace;
  private @Nullable Connection connection;

  /**
   * How fast bodies are taken.
   *
   * @param receiveBytes of the socket's buffer; the kernel's choice when empty
   * @param readBytes at a time
   * @param pauseNanos after each read
   */
  record Pace(OptionalInt receiveBytes, int readBytes, long pauseNanos) {
    /** As fast as possible. */
    static final Pace FAST = new Pace(OptionalInt.empty(), 256 * 1024, 0);
  }

  Asker(Aim aim, Pace pace) {
    this.aim = aim;
    this.pace = pace;
  }

  /** One request, to the end of its response. */
  Observation ask(Question question, Optional<Observation> basis, String request) {
    return ask(question, basis, request, Long.MAX_VALUE);
  }

  /** As {@link #ask}, but leaves when so many bytes of the body have come. */
  Observation ask(
      Question question, Optional<Observation> basis, String request, long leaveAfterBytes) {
    Intake intake = new Intake(leaveAfterBytes);
    long serial = SERIALS.incrementAndGet();
    String signed = signed(request, serial);
    long start = System.nanoTime();
    Connection.Reply reply;
    try {
      Connection open = connected();
      start = System.nanoTime();
      reply = exchange(open, question, signed, intake);
      if (reply.unheard()) {
        // A server may leave a connection that nobody uses; one asks again (RFC 9112, 9.5).
        disconnect();
        reply = exchange(connected(), question, signed, intake);
      }
    } catch (IOException e) {
      disconnect();
      LockSupport.parkNanos(REFUSED_PAUSE_NANOS);
      long now = System.nanoTime();
      reply = new Connection.Reply(Head.NONE, now, now, 0, Close.UNREACHED, false);
    }
    if (reply.close() != Close.COMPLETE || reply.excessBytes() > 0) {
      disconnect();
    }
    return new Observation(
        serial,
        question,
        basis,
        start,
        reply.firstByteNanos(),
        reply.endNanos(),
        reply.head(),
        intake.blocks(),
        reply.close() == Close.COMPLETE ? reply.excessBytes() : 0,
        reply.close());
  }

  /** So that a server's log tells which of these exchanges a line is about. */
  private static String signed(String request, long serial) {
    String head = request.substring(0, request.length() - "\r\n".length());
    return head + "User-Agent: " + Aim.AGENT + serial + "\r\n\r\n";
  }

  private static Connection.Reply exchange(
      Connection open, Question question, String request, Intake intake) throws IOException {
    return open.exchange(request, question != Question.HEAD, intake::of);
  }

  private Connection connected() throws IOException {
    Connection open = connection;
    if (open == null) {
      open = new Connection(aim.address(), pace.receiveBytes(), pace.readBytes());
      connection = open;
    }
    return open;
  }

  /** Leaves the connection; the next request makes a new one. */
  void disconnect() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    disconnect();
  }

  /** Scans a body as it comes, at the pace. */
  private final class Intake implements Connection.Intake {
    private long leftBytes;
    private @Nullable BlockScanner scanner;

    Intake(long leaveAfterBytes) {
      leftBytes = leaveAfterBytes;
    }

    Intake of(HeadReader head) {
      int status = head.head().status();
      boolean isFile = status == 200 || status == 206;
      if (isFile && head.offset() % Pattern.BLOCK_BYTES == 0) {
        scanner = new BlockScanner(aim.pattern(), head.offset());
      }
      return this;
    }

    @Override
    public void take(ByteBuffer bytes) {
      ByteBuffer own = bytes.slice(0, (int) Math.min(leftBytes, bytes.remaining()));
      leftBytes -= own.remaining();
      bytes.position(bytes.position() + own.remaining());
      if (scanner != null) {
        scanner.accept(own);
      }
      if (pace.pauseNanos() > 0) {
        LockSupport.parkNanos(pace.pauseNanos());
      }
    }

    Blocks blocks() {
      return scanner == null ? Blocks.NOTHING : scanner.finish();
    }
  }
}
