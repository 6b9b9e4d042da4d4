package dev.untorn.server;

import dev.untorn.client.WireClient;
import dev.untorn.lab.link.VethPair;
import dev.untorn.linux.Machine;
import dev.untorn.testing.Commands;
import dev.untorn.testing.Skip;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/**
 * Two network namespaces that stand for two hosts. The device between them copies what the server
 * sends, as a network card does, and the server is told so by its name.
 */
final class TwoHosts implements AutoCloseable {
  private static final int SMALL_BUFFER_BYTES = 4 * 1024;

  private final VethPair pair;

  private TwoHosts(VethPair pair) {
    this.pair = pair;
  }

  /** Makes them, or skips the running test. */
  static TwoHosts create() {
    Skip.unless(Machine.userId() == 0, "network namespaces need root");
    try {
      return new TwoHosts(VethPair.create());
    } catch (IOException e) {
      Skip.unless(false, "no network namespaces: " + e.getMessage());
      throw new AssertionError(e);
    }
  }

  /** A server in mode guarded, unless the settings name another. */
  Served serve(Path directory, String... settings) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "serve.mode=guarded",
                "network.bind=" + VethPair.SENDER_ADDRESS.getHostAddress(),
                "network.copying-devices=" + VethPair.SENDER_DEVICE));
    all.addAll(List.of(settings));
    return atServer(() -> Served.directory(directory, all.toArray(String[]::new)));
  }

  /** A client on the other host whose kernel holds little. */
  WireClient connectSlow(Served served) throws IOException {
    return connectSlow(served.server().port());
  }

  /** Likewise. */
  WireClient connectSlow(int port) throws IOException {
    return pair.receiver().call(() -> connectHere(port));
  }

  /** A client on the other host. */
  WireClient connect(Served served) throws IOException {
    return pair.receiver()
        .call(() ->
            WireClient.connect(
                new InetSocketAddress(VethPair.SENDER_ADDRESS, served.server().port())));
  }

  /** As {@link #connectSlow}, of the host that the calling thread is on. */
  static WireClient connectHere(int port) throws IOException {
    return WireClient.connect(
        new InetSocketAddress(VethPair.SENDER_ADDRESS, port),
        Duration.ofSeconds(20),
        OptionalInt.of(SMALL_BUFFER_BYTES));
  }

  /** Runs a task on the server's host: its sockets belong there, and its threads and programs. */
  <T> T atServer(Callable<T> task) throws IOException {
    return pair.sender().call(task);
  }

  /** Runs a program on the server's host, its words separated by single spaces. */
  String runAtServer(String command) throws IOException {
    return atServer(() -> Commands.run(command.split(" ")));
  }

  @Override
  public void close() {
    pair.close();
  }
}
