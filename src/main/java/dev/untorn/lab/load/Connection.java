package dev.untorn.lab.load;

import dev.untorn.client.Ending;
import dev.untorn.client.WireClient;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Head;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Reads responses from a wire forgivingly, and hands a body on as it comes, together with the head
 * that it came under: what is wrong with a response is to be recorded here, and judged elsewhere.
 * For one thread.
 */
final class Connection implements AutoCloseable {
  /** Longer than any server's longest wait for a writer; who says nothing then, hangs. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** More than any head a file server sends. */
  private static final int HEAD_BYTES_MAX = 32 * 1024;

  private final WireClient wire;
  private final ByteBuffer in;
  private boolean used;

  /**
   * What one exchange brought besides the body.
   *
   * @param unheard whether the server had left a connection that was kept, before it could hear
   */
  record Reply(
      Head head,
      long firstByteNanos,
      long endNanos,
      long excessBytes,
      Close close,
      boolean unheard) {}

  /** Takes a body: all remaining bytes of a buffer, or fewer to leave before the end. */
  interface Intake {
    void take(ByteBuffer bytes);
  }

  /** Connects and reads so many bytes at a time. */
  Connection(InetSocketAddress address, OptionalInt receiveBytes, int readBytes)
      throws IOException {
    in = ByteBuffer.allocateDirect(readBytes).limit(0);
    wire = WireClient.connect(address, TIMEOUT, receiveBytes);
  }

  /** What has come so far. */
  private static final class Partly {
    private Head head = Head.NONE;
    private long firstByteNanos;
  }

  /**
   * Sends a request and reads its response. After any close but COMPLETE the connection is used up.
   *
   * @param intakes called with the head's reader, for the body
   */
  Reply exchange(String request, boolean expectsBody, Function<HeadReader, Intake> intakes)
      throws IOException {
    Partly partly = new Partly();
    boolean reused = used;
    used = true;
    // What a server sends before it has all of a request is read, too.
    wire.send(request);
    Close close = read(expectsBody, intakes, partly);
    long end = System.nanoTime();
    long first = partly.firstByteNanos == 0 ? end : partly.firstByteNanos;
    boolean unheard = reused && close == Close.CUT && partly.firstByteNanos == 0;
    return new Reply(partly.head, first, end, in.remaining(), close, unheard);
  }

  private Close read(boolean expectsBody, Function<HeadReader, Intake> intakes, Partly partly)
      throws IOException {
    StringBuilder text = new StringBuilder();
    while (!endsWithBlankLine(text)) {
      if (!in.hasRemaining()) {
        Ending ending = receive();
        if (ending != Ending.COMPLETE) {
          return closeOf(ending);
        }
      }
      if (partly.firstByteNanos == 0) {
        partly.firstByteNanos = System.nanoTime();
      }
      text.append((char) Byte.toUnsignedInt(in.get()));
      if (text.length() > HEAD_BYTES_MAX) {
        return Close.GARBLED;
      }
    }
    HeadReader reader = new HeadReader(text.toString());
    if (!reader.isResponse()) {
      return Close.GARBLED;
    }
    partly.head = reader.head();
    return expectsBody && reader.mayHaveBody()
        ? body(partly.head, intakes.apply(reader))
        : Close.COMPLETE;
  }

  private Close body(Head head, Intake intake) throws IOException {
    boolean untilEnd = head.lengthBytes().isEmpty();
    long left = head.lengthBytes().orElse(Long.MAX_VALUE);
    while (left > 0) {
      if (!in.hasRemaining()) {
        Ending ending = receive();
        if (ending != Ending.COMPLETE) {
          return untilEnd && ending == Ending.NONE ? Close.COMPLETE : closeOf(ending);
        }
      }
      ByteBuffer piece = in.slice(in.position(), (int) Math.min(left, in.remaining()));
      intake.take(piece);
      in.position(in.position() + piece.position());
      left -= piece.position();
      if (piece.hasRemaining()) {
        return Close.LEFT;
      }
    }
    return Close.COMPLETE;
  }

  private Ending receive() throws IOException {
    in.clear();
    Ending ending = wire.readSome(in);
    in.flip();
    return ending;
  }

  private static Close closeOf(Ending ending) {
    return switch (ending) {
      case COMPLETE -> Close.COMPLETE;
      case TIMED_OUT -> Close.HUNG;
      case MALFORMED -> Close.GARBLED;
      case CUT, RESET, NONE -> Close.CUT;
    };
  }

  private static boolean endsWithBlankLine(StringBuilder text) {
    int end = text.length();
    return end >= 4 && text.charAt(end - 1) == '\n' && text.substring(end - 4).equals("\r\n\r\n");
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
