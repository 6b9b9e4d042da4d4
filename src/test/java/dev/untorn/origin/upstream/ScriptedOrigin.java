package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.connect.Endpoint;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Does to each connection what a test says, by a raw socket, then closes it. */
public final class ScriptedOrigin implements AutoCloseable {
  /** What is done with a connection; the first one is number 1. */
  public interface Script {
    void run(Peer peer, int number) throws Exception;
  }

  /** What is put upon each connection, such as TLS. */
  public interface Layer {
    Socket upon(Socket socket) throws IOException;
  }

  private final ServerSocket listener;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger busyMax = new AtomicInteger();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  public ScriptedOrigin(Script script) {
    this(socket -> socket, script);
  }

  ScriptedOrigin(Layer layer, Script script) {
    this(0, layer, script);
  }

  private ScriptedOrigin(int port, Layer layer, Script script) {
    this.listener = plain(port);
    Thread.ofVirtual().start(() -> accept(layer, script));
  }

  /** Sends this after each request of a connection. */
  static ScriptedOrigin answering(String octets) {
    return answering(0, octets);
  }

  /** On a given port. */
  static ScriptedOrigin answering(int port, String octets) {
    return new ScriptedOrigin(
        port,
        socket -> socket,
        (peer, _) -> {
          while (true) {
            peer.request();
            peer.send(octets);
          }
        });
  }

  /** Sends this after the first request of a connection, and closes. */
  static ScriptedOrigin closing(String octets) {
    return new ScriptedOrigin((peer, _) -> {
      peer.request();
      peer.send(octets);
    });
  }

  private static ServerSocket plain(int port) {
    try {
      return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(Layer layer, Script script) {
    while (true) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(layer, script, socket, number));
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void serve(Layer layer, Script script, Socket socket, int number) {
    try (socket;
        Socket layered = layer.upon(socket)) {
      script.run(new Peer(layered, socket), number);
    } catch (Exception e) {
      return; // The client has closed, or the test is over.
    }
  }

  Endpoint endpoint() {
    return Endpoint.of("http://127.0.0.1:" + port());
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** How many connections there were. */
  public int connections() {
    return connections.get();
  }

  /** How many requests were unanswered at the same time, at most. */
  int requestsAtOnce() {
    return busyMax.get();
  }

  /** The heads of all requests, as they came in. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  /** Ends all connections by a reset. */
  void resetAll() throws IOException {
    for (Socket socket : sockets) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** The origin's end of a connection. */
  public final class Peer {
    private final Socket socket;
    private final Socket below;

    Peer(Socket socket, Socket below) {
      this.socket = socket;
      this.below = below;
    }

    Socket socket() {
      return socket;
    }

    /** Sends octets by TCP, whatever lies upon it. */
    public void sendBelow(String octets) throws IOException {
      below.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Ends TCP, whatever lies upon it. */
    public void cut() throws IOException {
      below.close();
    }

    /** Reads a request's head, without the last line's end; fails at the connection's end. */
    public String request() throws IOException {
      StringBuilder head = new StringBuilder();
      InputStream in = socket.getInputStream();
      while (head.indexOf("\r\n\r\n") < 0) {
        int octet = in.read();
        if (octet < 0) {
          throw new EOFException(head.toString());
        }
        head.append((char) octet);
      }
      heads.add(head.toString().strip());
      busyMax.accumulateAndGet(busy.incrementAndGet(), Math::max);
      return head.toString();
    }

    /** What comes, octet by octet. */
    public InputStream input() throws IOException {
      return socket.getInputStream();
    }

    public String receive(int count) throws IOException {
      return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    public void send(String octets) throws IOException {
      send(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The answer to a request, as one. */
    void answer(String octets) throws IOException {
      busy.decrementAndGet();
      send(octets);
    }

    public void send(byte[] octets) throws IOException {
      socket.getOutputStream().write(octets);
      socket.getOutputStream().flush();
    }

    /** Connects to another origin, and passes on both ways what comes. */
    void relay(int port) throws IOException {
      try (Socket other = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Thread.ofVirtual()
            .start(() -> {
              try (other) {
                other.getInputStream().transferTo(socket.getOutputStream());
              } catch (IOException e) {
                return; // Both ends are closed.
              }
            });
        socket.getInputStream().transferTo(other.getOutputStream());
      }
    }

    /** Until the client has closed. */
    public void awaitEnd() throws IOException {
      var _ = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
