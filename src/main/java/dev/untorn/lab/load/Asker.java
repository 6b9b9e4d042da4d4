package dev.untorn.lab.load;

import dev.untorn.lab.content.BlockScanner;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.content.Pattern;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Head;
import dev.untorn.lab.history.Observation.Question;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks on a connection that it keeps while that is possible, and turns what happens into
 * observations. For one thread.
 */
final class Asker implements AutoCloseable {
  /** A server that is not there is not asked a million times. */
  private static final long REFUSED_PAUSE_NANOS = 10_000_000;

  private final Aim aim;
  private final Pace pace;
  private @Nullable Wire wire;

  /**
   * How fast bodies are taken.
   *
   * @param receiveBytes of the socket's buffer; 0 for the kernel's choice
   * @param readBytes at a time
   * @param pauseNanos after each read
   */
  record Pace(int receiveBytes, int readBytes, long pauseNanos) {
    /** As fast as possible. */
    static final Pace FAST = new Pace(0, 256 * 1024, 0);
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
    long start = System.nanoTime();
    Wire.Reply reply;
    try {
      Wire open = connected();
      start = System.nanoTime();
      reply = open.exchange(request, question != Question.HEAD, intake);
    } catch (IOException e) {
      LockSupport.parkNanos(REFUSED_PAUSE_NANOS);
      long now = System.nanoTime();
      reply = new Wire.Reply(Head.NONE, now, now, 0, Close.CUT);
    }
    if (reply.close() != Close.COMPLETE || reply.excessBytes() > 0) {
      disconnect();
    }
    return new Observation(
        question,
        basis,
        start,
        reply.firstByteNanos(),
        reply.endNanos(),
        reply.head(),
        intake.blocks(),
        reply.excessBytes(),
        reply.close());
  }

  private Wire connected() throws IOException {
    Wire open = wire;
    if (open == null) {
      open = new Wire(aim.address(), pace.receiveBytes(), pace.readBytes());
      wire = open;
    }
    return open;
  }

  /** Leaves the connection; the next request makes a new one. */
  void disconnect() {
    Wire open = wire;
    if (open != null) {
      open.close();
      wire = null;
    }
  }

  @Override
  public void close() {
    disconnect();
  }

  /** Scans a body as it comes, at the pace. */
  private final class Intake implements Wire.Intake {
    private long leftBytes;
    private @Nullable BlockScanner scanner;

    Intake(long leaveAfterBytes) {
      leftBytes = leaveAfterBytes;
    }

    @Override
    public void begin(Head head, long offset) {
      boolean isFile = head.status() == 200 || head.status() == 206;
      if (isFile && offset % Pattern.BLOCK_BYTES == 0) {
        scanner = new BlockScanner(aim.pattern(), offset);
      }
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
