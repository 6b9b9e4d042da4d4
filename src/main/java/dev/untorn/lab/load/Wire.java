package dev.untorn.lab.load;

import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Head;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One connection, read by a blocking thread that hands on a body as it comes. Not thread-safe.
 * Nothing here throws for what a server does: that is an ending.
 */
final class Wire implements AutoCloseable {
  /** Longer than any server's longest wait for a writer; who says nothing then, hangs. */
  private static final int TIMEOUT_MILLIS = 5_000;

  /** More than any head a file server sends. */
  private static final int HEAD_BYTES_MAX = 32 * 1024;

  private final Socket socket;
  private final ByteBuffer in;

  /** What one exchange brought besides the body. */
  record Reply(Head head, long firstByteNanos, long endNanos, long excessBytes, Close close) {}

  /** Takes a body. */
  interface Intake {
    /** The head has come. */
    void begin(Head head, long offset);

    /** Some of the body; takes all remaining bytes, or fewer to leave before the end. */
    void take(ByteBuffer bytes);
  }

  /**
   * Connects.
   *
   * @param receiveBytes of the socket's buffer; 0 for the kernel's choice
   * @param readBytes taken from it at a time
   */
  Wire(InetSocketAddress address, int receiveBytes, int readBytes) throws IOException {
    socket = new Socket();
    in = ByteBuffer.allocate(readBytes).limit(0);
    try {
      if (receiveBytes > 0) {
        socket.setReceiveBufferSize(receiveBytes);
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(address, TIMEOUT_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends a request and reads its response. After any close but COMPLETE the wire is used up. */
  Reply exchange(String request, boolean expectsBody, Intake intake) {
    Progress progress = new Progress();
    Close close;
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      close = read(expectsBody, intake, progress);
    } catch (SocketTimeoutException e) {
      close = Close.HUNG;
    } catch (IOException e) {
      close = Close.CUT;
    }
    long end = System.nanoTime();
    long first = progress.firstByteNanos == 0 ? end : progress.firstByteNanos;
    return new Reply(progress.head, first, end, close == Close.COMPLETE ? excess() : 0, close);
  }

  private static final class Progress {
    private Head head = Head.NONE;
    private long firstByteNanos;
  }

  private Close read(boolean expectsBody, Intake intake, Progress progress) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!endsWithBlankLine(text)) {
      if (!in.hasRemaining() && !receive()) {
        return Close.CUT;
      }
      if (progress.firstByteNanos == 0) {
        progress.firstByteNanos = System.nanoTime();
      }
      text.append((char) (in.get() & 0xff));
      if (text.length() > HEAD_BYTES_MAX) {
        return Close.GARBLED;
      }
    }
    HeadReader reader = new HeadReader(text.toString());
    if (!reader.isResponse()) {
      return Close.GARBLED;
    }
    progress.head = reader.head();
    intake.begin(progress.head, reader.offset());
    boolean hasBody = expectsBody && reader.mayHaveBody();
    return hasBody ? body(progress.head, intake) : Close.COMPLETE;
  }

  private Close body(Head head, Intake intake) throws IOException {
    boolean untilEnd = head.lengthBytes().isEmpty();
    long left = head.lengthBytes().orElse(Long.MAX_VALUE);
    while (left > 0) {
      if (!in.hasRemaining() && !receive()) {
        return untilEnd ? Close.COMPLETE : Close.CUT;
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

  /** What came after the end, as far as it is here already. */
  private long excess() {
    try {
      return (long) in.remaining() + socket.getInputStream().available();
    } catch (IOException e) {
      return in.remaining();
    }
  }

  private boolean receive() throws IOException {
    InputStream stream = socket.getInputStream();
    int count = stream.read(in.array(), 0, in.capacity());
    in.position(0).limit(Math.max(0, count));
    return count > 0;
  }

  private static boolean endsWithBlankLine(StringBuilder text) {
    int end = text.length();
    return end >= 4 && text.charAt(end - 1) == '\n' && text.substring(end - 4).equals("\r\n\r\n");
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Already gone: nothing is left to close.
      in.limit(0);
    }
  }
}
