package dev.untorn.lab.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The smallest server that can be wrong in interesting ways: GET of a name in one directory, a
 * thread for each connection. Only for the lab's own clients on this host.
 */
final class PlainServer implements AutoCloseable {
  private static final Pattern REQUEST = Pattern.compile("(?:GET|HEAD) /([\\w.-]+) HTTP/1\\.1\r\n");
  private static final int REQUEST_BYTES_MAX = 4096;

  private final Path directory;
  private final Handing handing;
  private final InetSocketAddress address;
  private volatile ServerSocketChannel listener;
  private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();

  private PlainServer(Path directory, Handing handing, ServerSocketChannel listener)
      throws IOException {
    this.directory = directory;
    this.handing = handing;
    this.listener = listener;
    this.address = (InetSocketAddress) listener.getLocalAddress();
  }

  /** Listens on a free port. */
  static PlainServer start(InetAddress address, Path directory, Handing handing)
      throws IOException {
    ServerSocketChannel listener =
        ServerSocketChannel.open().bind(new InetSocketAddress(address, 0));
    PlainServer server = new PlainServer(directory, handing, listener);
    server.accept(listener);
    return server;
  }

  int port() {
    return address.getPort();
  }

  /** Stops listening while what is under way goes on, and listens again. */
  void restart() throws IOException {
    listener.close();
    listener = ServerSocketChannel.open().bind(address);
    accept(listener);
  }

  private void accept(ServerSocketChannel at) {
    Thread.ofPlatform().daemon().name("lab-control").start(() -> acceptAll(at));
  }

  private void acceptAll(ServerSocketChannel at) {
    try {
      while (true) {
        SocketChannel client = at.accept();
        clients.add(client);
        Thread.ofPlatform().daemon().name("lab-control-connection").start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the end of the run, or of a server that is stopped.
      assert !at.isOpen();
    }
  }

  private void serve(SocketChannel client) {
    ByteBuffer request = ByteBuffer.allocate(REQUEST_BYTES_MAX);
    try (client) {
      while (client.read(request.clear()) > 0) {
        // The lab's clients send a request in one piece and wait for its answer.
        String text = new String(request.array(), 0, request.position(), StandardCharsets.US_ASCII);
        Matcher matcher = REQUEST.matcher(text);
        if (!matcher.lookingAt()) {
          return;
        }
        answer(text, directory.resolve(matcher.group(1)), client);
      }
    } catch (IOException e) {
      // The client sees a cut connection: that is the answer.
      clients.remove(client);
    } finally {
      clients.remove(client);
    }
  }

  private void answer(String request, Path path, SocketChannel client) throws IOException {
    try {
      handing.hand(request, path, client);
    } catch (NoSuchFileException e) {
      Handing.send(client, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (SocketChannel client : clients) {
        client.close();
      }
    } catch (IOException e) {
      // Nothing more can be done for a socket that does not close.
      clients.clear();
    }
  }
}
