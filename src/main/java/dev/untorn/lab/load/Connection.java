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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** With extensions; at most 15 digits, so that a long holds the size. */
  private static final Pattern CHUNK_LINE =
      Pattern.compile("([0-9A-Fa-f]{1,15})[ \\t]*(?:;[^\\r\\n]*)?\r\n");

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
    while (true) {
      StringBuilder text = new StringBuilder();
      Close close = lines(text, "\r\n\r\n", partly);
      if (close != Close.COMPLETE) {
        return close;
      }
      HeadReader reader = new HeadReader(text.toString());
      if (!reader.isResponse()) {
        return Close.GARBLED;
      }
      if (reader.isInterim()) {
        continue;
      }
      partly.head = reader.head();
      return expectsBody && reader.mayHaveBody()
          ? body(reader, intakes.apply(reader), partly)
          : Close.COMPLETE;
    }
  }

  /** Reads up to the first occurrence of an end. */
  private Close lines(StringBuilder text, String end, Partly partly) throws IOException {
    while (!endsWith(text, end)) {
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
    return Close.COMPLETE;
  }

  private Close body(HeadReader reader, Intake intake, Partly partly) throws IOException {
    if (reader.isChunked()) {
      return chunks(intake, partly);
    }
    return partly.head.lengthBytes().isPresent()
        ? block(partly.head.lengthBytes().getAsLong(), intake, false)
        : block(Long.MAX_VALUE, intake, true);
  }

  /** RFC 9112, 7.1. */
  private Close chunks(Intake intake, Partly partly) throws IOException {
    while (true) {
      StringBuilder line = new StringBuilder();
      Close close = lines(line, "\r\n", partly);
      if (close != Close.COMPLETE) {
        return close;
      }
      Matcher size = CHUNK_LINE.matcher(line);
      if (!size.matches()) {
        return Close.GARBLED;
      }
      long bytes = Long.parseLong(size.group(1), 16);
      close = bytes == 0 ? trailers(partly) : block(bytes, intake, false);
      if (bytes == 0 || close != Close.COMPLETE) {
        return close;
      }
      StringBuilder end = new StringBuilder();
      close = lines(end, "\r\n", partly);
      if (close != Close.COMPLETE || end.length() > 2) {
        return close == Close.COMPLETE ? Close.GARBLED : close;
      }
    }
  }

  private Close trailers(Partly partly) throws IOException {
    StringBuilder line = new StringBuilder();
    Close close;
    do {
      line.setLength(0);
      close = lines(line, "\r\n", partly);
    } while (close == Close.COMPLETE && line.length() > 2);
    return close;
  }

  private Close block(long bytes, Intake intake, boolean untilEnd) throws IOException {
    long left = bytes;
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

  private static boolean endsWith(StringBuilder text, String end) {
    int from = text.length() - end.length();
    return from >= 0 && text.charAt(text.length() - 1) == '\n' && text.indexOf(end, from) == from;
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
