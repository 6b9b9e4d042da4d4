package dev.untorn.server;

import com.sun.net.httpserver.HttpServer;
import dev.untorn.config.AdminSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/**
 * Metrics and health on a listener of their own, which answers while the event loops are stuck: the
 * JDK's small HTTP server with a virtual thread for each request, so that a client who reads
 * nothing keeps nobody waiting.
 */
public final class AdminServer implements AutoCloseable {
  /** A few scrapers and probes; more is a mistake or an attack. */
  private static final int CONNECTIONS_MAX = 64;

  /** A request is one line and some fields. */
  private static final int REQUEST_SECONDS_MAX = 5;

  /** A scrape is some 100 KiB. */
  private static final int RESPONSE_SECONDS_MAX = 10;

  static {
    // The JDK's server reads its bounds once, from here; it has no other way, and no bounds else.
    setDefault("jdk.httpserver.maxConnections", CONNECTIONS_MAX);
    setDefault("sun.net.httpserver.maxReqTime", REQUEST_SECONDS_MAX);
    setDefault("sun.net.httpserver.maxRspTime", RESPONSE_SECONDS_MAX);
    // Or a delayed acknowledgement costs each answer 40 ms.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;

  private AdminServer(HttpServer server) {
    this.server = server;
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
    try {
      return listen(settings.bind(), settings.port(), sources);
    } catch (IOException first) {
      if (settings.portRequired()) {
        return unbindable(settings.bind(), settings.port(), first);
      }
      try {
        return listen(settings.bind(), 0, sources);
      } catch (IOException second) {
        return unbindable(settings.bind(), 0, second);
      }
    }
  }

  private static Start listen(String bind, int port, AdminServerSources sources)
      throws IOException {
    var address = new InetSocketAddress(bind, port);
    if (address.isUnresolved()) {
      throw new IOException("no such address");
    }
    HttpServer server = HttpServer.create(address, 0, "/", new AdminServerHandler(sources));
    server.setExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("admin-", 0).factory()));
    server.start();
    return new Start.Listening(new AdminServer(server));
  }

  private static Start unbindable(String bind, int port, IOException why) {
    return new Start.Unbindable(bind + ":" + port + ": " + why.getMessage());
  }

  /** Where it listens, with the port it really has. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Stops at once; answers under way are cut. */
  @Override
  public void close() {
    server.stop(0);
  }

  private static void setDefault(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }
}
