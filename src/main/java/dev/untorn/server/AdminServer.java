package dev.untorn.server;

import dev.untorn.config.AdminSettings;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics and health on a listener of their own, which answers while the event loops are stuck: a
 * virtual thread for each connection, one answer each. Connections are bounded in number and time,
 * and those that have not asked yet give way to new ones, so that no client can keep others out.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

  /** A few scrapers and probes; more is a mistake or an attack. */
  private static final int CONNECTIONS_MAX = 64;

  private static final int BACKLOG = 128;

  /** Between two looks at the deadlines, and after an accept that failed. */
  private static final long LOOK_NANOS = 100_000_000;

  private final ServerSocket listening;
  private final AdminServerHandler handler;

  /** The oldest first. */
  private final Set<AdminConnection> open = new LinkedHashSet<>();

  private AdminServer(ServerSocket listening, AdminServerHandler handler) {
    this.listening = listening;
    this.handler = handler;
  }

  /** How a start ended. */
  public sealed interface Start {
    /** It answers; {@link AdminServer#address} tells where. The receiver closes it. */
    record Listening(AdminServer server) implements Start {}

    /** The address cannot be listened on, and why. */
    record Unbindable(String reason) implements Start {}
  }

  /**
   * Listens where settings say; where that port is not required and cannot be had, on any free one.
   */
  public static Start start(AdminSettings settings, AdminServerSources sources) {
    var handler = new AdminServerHandler(sources, new AdminHosts(settings));
    try {
      return listen(settings.bind(), settings.port(), handler);
    } catch (IOException first) {
      if (settings.portRequired()) {
        return unbindable(settings.bind(), settings.port(), first);
      }
      try {
        return listen(settings.bind(), 0, handler);
      } catch (IOException second) {
        return unbindable(settings.bind(), 0, second);
      }
    }
  }

  private static Start listen(String bind, int port, AdminServerHandler handler)
      throws IOException {
    var address = new InetSocketAddress(bind, port);
    if (address.isUnresolved()) {
      throw new IOException("no such host");
    }
    ServerSocket listening = new ServerSocket();
    try {
      listening.setReuseAddress(true);
      listening.bind(address, BACKLOG);
    } catch (IOException e) {
      listening.close();
      throw e;
    }
    AdminServer server = new AdminServer(listening, handler);
    Thread.ofPlatform().daemon().name("untorn-admin").start(server::accept);
    Thread.ofVirtual().name("untorn-admin-deadlines").start(server::closeOverdue);
    return new Start.Listening(server);
  }

  private static Start unbindable(String bind, int port, IOException why) {
    return new Start.Unbindable(bind + ":" + port + ": " + Reason.of(why));
  }

  /** Where it listens, with the port it really has. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        admit(new AdminConnection(socket));
      } catch (IOException e) {
        if (!listening.isClosed()) {
          LOG.debug("the admin server accepts nothing: {}", e.toString());
          LockSupport.parkNanos(LOOK_NANOS);
        }
      }
    }
  }

  private void admit(AdminConnection connection) {
    Optional<AdminConnection> surplus;
    synchronized (open) {
      open.add(connection);
      surplus =
          open.size() <= CONNECTIONS_MAX
              ? Optional.empty()
              : open.stream().filter(each -> !each.isAsked()).findFirst();
      surplus.ifPresent(open::remove);
    }
    surplus.ifPresent(AdminConnection::close);
    Thread.ofVirtual().name("untorn-admin-connection").start(() -> serve(connection));
  }

  private void serve(AdminConnection connection) {
    try {
      connection.serve(handler);
    } finally {
      synchronized (open) {
        open.remove(connection);
      }
    }
  }

  private void closeOverdue() {
    while (!listening.isClosed()) {
      LockSupport.parkNanos(LOOK_NANOS);
      long now = System.nanoTime();
      connections().stream().filter(each -> each.isOverdue(now)).forEach(AdminConnection::close);
    }
  }

  private List<AdminConnection> connections() {
    synchronized (open) {
      return new ArrayList<>(open);
    }
  }

  /** Stops at once; answers under way are cut. */
  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      LOG.debug("the admin server was not closed well: {}", e.toString());
    }
    connections().forEach(AdminConnection::close);
  }
}
