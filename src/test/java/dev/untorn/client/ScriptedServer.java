package dev.untorn.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Accepts one connection and does to it what a test says, then closes it. */
final class ScriptedServer implements AutoCloseable {
  /** What is done with the connection. */
  interface Script {
    void run(Peer peer) throws Exception;
  }

  private final ServerSocket listener;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  ScriptedServer(Script script) {
    try {
      listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(() -> serve(script));
  }

  /** Sends this as soon as a connection is there, and closes. */
  static ScriptedServer sending(String octets) {
    return new ScriptedServer(peer -> peer.send(octets));
  }

  private void serve(Script script) {
    try (Socket socket = listener.accept()) {
      script.run(new Peer(socket));
      done.complete(null);
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
  }

  /** Waits for the script's end, and fails if it failed. */
  void join() throws Exception {
    done.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  /** The server's end of the connection. */
  record Peer(Socket socket) {
    void send(String octets) throws IOException {
      socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    String receive(int count) throws IOException {
      return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    /** Until the client has closed, or its end has come. */
    void awaitEnd() throws IOException {
      try (InputStream in = socket.getInputStream()) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }

    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
