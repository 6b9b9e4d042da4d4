package dev.untorn.lab.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts connections and handles each on its own thread. The threads belong to the network
 * namespace of the thread that starts it.
 */
public final class Acceptor implements AutoCloseable {
  private final String name;
  private final Handler handler;
  private final InetSocketAddress address;
  private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
  private volatile ServerSocketChannel listener;

  public interface Handler {
    /** The acceptor closes the connection afterwards, also if this throws. */
    void handle(SocketChannel client) throws IOException;
  }

  private Acceptor(String name, ServerSocketChannel listener, Handler handler) throws IOException {
    this.name = name;
    this.handler = handler;
    this.listener = listener;
    this.address = (InetSocketAddress) listener.getLocalAddress();
  }

  /**
   * Listens.
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

  /** Listens again at the same address. Connections stay open. */
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
      // Closed at the end of the run or for a restart. Otherwise clients must not wait in vain.
      if (at.isOpen()) {
        close();
      }
    }
  }

  private void handle(SocketChannel client) {
    try (client) {
      handler.handle(client);
    } catch (IOException e) {
      // The client sees a cut connection, as intended.
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
      // A socket that does not close is left to the end of the process.
    }
  }
}
