package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.server.Server.Startup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A real server over a directory, on a free port, with any settings; for tests over sockets. */
public final class Served implements AutoCloseable {
  private final Server server;

  private Served(Server server) {
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param settings like "serve.mode=sendfile"
   */
  public static Served directory(Path directory, String... settings) {
    return start(Optional.empty(), directory, settings);
  }

  /** Starts one with a configuration file besides. */
  static Served configured(Path file, Path directory, String... settings) {
    return start(Optional.of(file), directory, settings);
  }

  /** Why one does not start. */
  static String refusal(Path directory, String... settings) {
    Startup startup = attempt(Optional.empty(), directory, settings);
    return assertInstanceOf(Startup.Refused.class, startup, startup::toString).problem();
  }

  private static Served start(Optional<Path> file, Path directory, String... settings) {
    Startup startup = attempt(file, directory, settings);
    return new Served(assertInstanceOf(Startup.Started.class, startup, startup::toString).server());
  }

  private static Startup attempt(Optional<Path> file, Path directory, String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("UNTORN_SERVE_DIRECTORY", directory.toString());
    environment.put("UNTORN_NETWORK_PORT", "0");
    environment.put("UNTORN_ADMIN_PORT", "off");
    environment.put("UNTORN_LIMITS_SHUTDOWN", "2s");
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      environment.put(
          "UNTORN_" + parts[0].replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT),
          parts[1]);
    }
    LoadResult loadResult = SettingsReader.read(file, environment, List.of());
    LoadResult.Read read =
        assertInstanceOf(LoadResult.Read.class, loadResult, loadResult::toString);
    return Server.start(read.settings());
  }

  /** The server itself. */
  public Server server() {
    return server;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  /** A new connection. */
  public WireClient connect() throws IOException {
    return WireClient.connect(address());
  }

  /** A new connection of a client that can hold little. */
  public WireClient connectSlow() throws IOException {
    return WireClient.connect(address(), Duration.ofSeconds(20), OptionalInt.of(16 * 1024));
  }

  /** One request on a connection of its own. Lines are given without their ends. */
  public Reply ask(String requestLine, String... fields) throws IOException {
    try (WireClient client = connect()) {
      return client.ask(request(requestLine, fields));
    }
  }

  /** GET of a path on a connection of its own. */
  public Reply get(String path, String... fields) throws IOException {
    return ask("GET " + path + " HTTP/1.1", fields);
  }

  /** The bytes of a request with a Host field. */
  public static String request(String requestLine, String... fields) {
    StringBuilder request = new StringBuilder(requestLine).append("\r\nHost: localhost\r\n");
    for (String field : fields) {
      request.append(field).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  @Override
  public void close() {
    server.stop();
  }
}
