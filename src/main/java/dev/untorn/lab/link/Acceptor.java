package dev.untorn.lab.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts connections and handles each on a thread of its own. The threads belong to the network
 * namespace of the thread that starts it.
 */
public final class Acceptor implements AutoCloseable {
  private final String name;
  private final Handler handler;
  private final InetSocketAddress address;
  private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
  private volatile ServerSocketChannel listener;

  /** Handles one connection to its end. */
  public interface Handler {
    /** The connection is closed afterwards, and when this throws. */
    void handle(SocketChannel client) throws IOException;
  }

  private Acceptor(String name, ServerSocketChannel listener, Handler handler) throws IOException {
    this.name = name;
    this.handler = handler;
    this.listener = listener;
    this.address = (InetSocketAddress) listener.getLocalAddress();
  }

  /**
   * Listens until it is closed.
   *
   * @param name of its threads
   * @param address with port 0 for any free port
   */
  public static Acceptor start(String name, InetSocketAddress address, Handler handler)
      throws IOException {
    Acceptor acceptor = new Acceptor(name, ServerSocketChannel.open().bind(address), handler);
    acceptor.thread(() -> acceptor.acceptAll(acceptor.listener));
    return acceptor;
  }

  public int port() {
    return address.getPort();
  }

  /** Stops listening, and listens again at the same address. Connections stay open. */
  public void restart() throws IOException {
    listener.close();
    listener = ServerSocketChannel.open().bind(address);
    ServerSocketChannel at = listener;
    thread(() -> acceptAll(at));
  }

  private void thread(Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
  }

  private void acceptAll(ServerSocketChannel at) {
    try {
      while (true) {
        SocketChannel client = at.accept();
        clients.add(client);
        thread(() -> handle(client));
      }
    } catch (IOException e) {
      // Closed: the run ends, or the server is being restarted.
      assert !at.isOpen();
    }
  }

  private void handle(SocketChannel client) {
    try (client) {
      handler.handle(client);
    } catch (IOException e) {
      // The client sees a cut connection: that is the answer.
      clients.remove(client);
    } finally {
      clients.remove(client);
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
