package dev.untorn.testing.ranges;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An HTTP/1.1 origin of objects as {@link RangedObject} describes them, and of a folder's files
 * below {@code /file/}. It counts what it sends. {@code /account/PATH} says how much of an object
 * it has sent, {@code /requests/PATH} what it was asked for, {@code /ranges/PATH} what it sent.
 */
public final class RangeOrigin implements AutoCloseable {
  /** Little: what is sent to a client that has gone away counts, too. */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  private static final int BACKLOG = 1024;
  private static final int HEAD_BYTES_MAX = 64 * 1024;

  private final ServerSocket listening;
  private final Path folder;
  private final Map<String, Optional<RangedObject>> objects = new ConcurrentHashMap<>();
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Starts one on loopback.
   *
   * @param port 0 for a free one
   * @param folder with files
   */
  @SuppressWarnings("resource") // both end with the listening socket
  public RangeOrigin(int port, Path folder) throws IOException {
    this.folder = folder;
    this.listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    Thread.ofVirtual().start(this::accept);
  }

  /** For scripts: PORT FOLDER. */
  public static void main(String[] arguments) throws Exception {
    try (RangeOrigin _ = new RangeOrigin(Integer.parseInt(arguments[0]), Path.of(arguments[1]))) {
      Thread.currentThread().join();
    }
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** The object of a path, requested or not. */
  public RangedObject object(String path) {
    return known(path).orElseThrow(() -> new IllegalArgumentException(path));
  }

  private Optional<RangedObject> known(String path) {
    return objects.computeIfAbsent(path, each -> RangedObject.of(each, folder));
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        var _ = connections.submit(() -> serve(socket));
      } catch (IOException e) {
        // A peer that went away at once; or it is closed, and the loop ends.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSendBufferSize(SEND_BUFFER_BYTES);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        answer(new RangeExchange(head), socket);
      }
    } catch (IOException e) {
      // The peer left, or the object's options say that it is cut.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < HEAD_BYTES_MAX) {
      int octet = in.read();
      if (octet < 0) {
        return "";
      }
      head.append((char) octet);
      if (head.length() > 3 && head.lastIndexOf("\r\n\r\n") == head.length() - 4) {
        return head.toString();
      }
    }
    throw new IOException("head too long");
  }

  private void answer(RangeExchange exchange, Socket socket) throws IOException {
    String[] names = exchange.path().split("/", 3);
    Optional<RangedObject> object = known("/" + names[names.length - 1]);
    switch (names.length < 3 ? "" : names[1]) {
      case "account" -> text(object.map(each -> each.sent().account().line()), socket);
      case "requests" ->
          text(object.map(each -> String.join("\n", each.sent().requests())), socket);
      case "ranges" -> text(object.map(each -> String.join("\n", each.sent().ranges())), socket);
      default -> object(exchange, socket);
    }
  }

  private void object(RangeExchange exchange, Socket socket) throws IOException {
    Optional<RangedObject> object = known(exchange.path());
    if (object.isEmpty()) {
      text(Optional.empty(), socket);
      return;
    }
    RangedObject.State state = object.get().request();
    RangeAnswer answer = exchange.answer(object.get(), state);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(object.get().option("delay", 0)));
    new RangeSender(object.get(), socket).send(answer, state.version(), !exchange.isHead());
  }

  /** A short text, or 404. */
  private static void text(Optional<String> text, Socket socket) throws IOException {
    String status = text.isPresent() ? "200 OK" : "404 Not Found";
    String body = text.orElse("no such object") + "\n";
    String head = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
    socket.getOutputStream().write(octets(head + body));
  }

  @Override
  public void close() throws IOException {
    listening.close();
    connections.shutdownNow();
  }

  /** Octets of a head. */
  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
