package dev.untorn.warm;

import dev.untorn.client.ReplyHead;
import dev.untorn.client.ReplyReader;
import dev.untorn.text.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the proxy, opened when it is needed, and again when the proxy has closed it. For
 * one thread; any may close it.
 */
final class WarmConnection implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 << 10;

  /** As much as Untorn accepts from origins. */
  private static final int HEAD_BYTES_MAX = 64 << 10;

  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

  private final ProxyAddress proxy;
  private final Duration timeout;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private volatile @Nullable Socket socket;
  private volatile boolean isClosed;

  /** Nothing is waited for longer than {@code timeout}: neither the head nor the next byte. */
  WarmConnection(ProxyAddress proxy, Duration timeout) {
    this.proxy = proxy;
    this.timeout = timeout;
  }

  /** One response, as it comes. */
  private static final class Receiving implements ReplyReader.Listener {
    private final Predicate<WarmReply.Head> wanted;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int keptMaxBytes;
    private Optional<WarmReply.Head> head = Optional.empty();
    private boolean isUnwanted;
    private boolean isReset;
    private boolean isWhole;
    private String fault = "";

    private Receiving(Predicate<WarmReply.Head> wanted, int keptMaxBytes) {
      this.wanted = wanted;
      this.keptMaxBytes = keptMaxBytes;
    }

    @Override
    public boolean began(ReplyHead received) {
      WarmReply.Head own = WarmReply.Head.of(received);
      head = Optional.of(own);
      isUnwanted = !wanted.test(own);
      return !isUnwanted;
    }

    @Override
    public boolean content(ByteBuffer bytes, int from, int to) {
      int length = Math.min(to - from, keptMaxBytes - kept.size());
      kept.write(bytes.array(), bytes.arrayOffset() + from, length);
      return true;
    }

    @Override
    public boolean ended() {
      isWhole = true;
      return false;
    }

    @Override
    public void malformed(String why) {
      fault = why;
    }

    private boolean isOver() {
      return isWhole || isUnwanted || !fault.isEmpty();
    }
  }

  /**
   * Sends a request, and reads the response.
   *
   * @param fields further ones, each with CRLF
   * @param wanted whether to read the body behind a head
   * @param keptMaxBytes of the body that are kept
   */
  WarmReply ask(
      String method,
      WarmUrl url,
      String fields,
      int keptMaxBytes,
      Predicate<WarmReply.Head> wanted) {
    String request =
        "%s %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: untorn-warm\r\n%s\r\n"
            .formatted(method, url.target(), url.host(), fields);
    boolean isReused = socket != null;
    Receiving receiving = new Receiving(wanted, keptMaxBytes);
    WarmReply reply = exchange(method, request, receiving);
    // The proxy may have closed a connection that rested (RFC 9112, 9.3.1).
    return isReused && receiving.head.isEmpty() && !isClosed
        ? exchange(method, request, new Receiving(wanted, keptMaxBytes))
        : reply;
  }

  private WarmReply exchange(String method, String request, Receiving receiving) {
    ReplyReader reader =
        new ReplyReader(new ReplyHead(), HEAD_BYTES_MAX, method.equals("HEAD"), receiving);
    String reason;
    try {
      Socket connected = connected();
      connected.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      reason = read(connected, reader, receiving);
    } catch (SocketTimeoutException e) {
      reason = "nothing came for " + timeout.toSeconds() + " s";
    } catch (UnknownHostException e) {
      reason = "there is no host " + proxy.connectHost();
    } catch (IOException e) {
      reason = Reason.of(e);
      receiving.isReset = reason.contains("reset"); // Only the message tells.
    }
    if (!receiving.isWhole || reader.close() || !receiving.fault.isEmpty()) {
      disconnect();
    }
    return reply(receiving, reader, reason);
  }

  private static WarmReply reply(Receiving receiving, ReplyReader reader, String reason) {
    if (receiving.head.isEmpty() && receiving.isReset) {
      return new WarmReply.Cut(0); // So ends what an origin did not send whole.
    }
    if (receiving.head.isEmpty()) {
      return new WarmReply.None(receiving.fault.isEmpty() ? reason : "no HTTP: " + receiving.fault);
    }
    WarmReply.Head head = receiving.head.get();
    if (receiving.isUnwanted) {
      return new WarmReply.Unread(head);
    }
    return receiving.isWhole
        ? new WarmReply.Whole(
            head, reader.bodyBytes(), receiving.kept.toString(StandardCharsets.ISO_8859_1))
        : new WarmReply.Cut(reader.bodyBytes());
  }

  /** Returns why nothing more came, if the response is not over. */
  private String read(Socket from, ReplyReader reader, Receiving receiving) throws IOException {
    while (!receiving.isOver()) {
      int count = from.getInputStream().read(buffer.array());
      if (count < 0) {
        if (reader.endsByClose()) {
          reader.closed();
        }
        return "the proxy closed the connection";
      }
      var _ = reader.take(buffer.clear().limit(count), 0, count);
    }
    return "";
  }

  private Socket connected() throws IOException {
    Socket open = socket;
    if (open != null) {
      return open;
    }
    Socket plain = new Socket();
    socket = plain;
    if (isClosed) {
      plain.close();
    }
    try {
      plain.setTcpNoDelay(true);
      plain.setSoTimeout(Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
      plain.connect(
          new InetSocketAddress(proxy.connectHost(), proxy.connectPort()),
          Math.toIntExact(CONNECT_MAX.toMillis()));
      Socket ready = proxy.isTls() ? secured(plain) : plain;
      socket = ready;
      return ready;
    } catch (IOException e) {
      disconnect();
      throw e;
    }
  }

  private Socket secured(Socket plain) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket secured = (SSLSocket) factory.createSocket(plain, proxy.host(), proxy.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // Else any certificate would do.
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private void disconnect() {
    Socket open = socket;
    socket = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      return; // There is nothing more to be had of it.
    }
  }

  /** Ends a request under way, too. */
  @Override
  public void close() {
    isClosed = true;
    disconnect();
  }
}
