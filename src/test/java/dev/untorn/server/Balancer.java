package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.testing.Skip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** HAProxy as config/haproxy.cfg has it, in front of proxies of this machine. */
final class Balancer implements AutoCloseable {
  static final Path CONFIGURATION = Path.of("config/haproxy.cfg");

  /** Where Debian puts it is not in everybody's path. */
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/haproxy"), Path.of("/usr/local/sbin/haproxy"));

  private final int port;
  private final Process process;

  private Balancer(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** The program; skips where there is none. */
  static String program() {
    Optional<Path> found = PLACES.stream().filter(Files::isExecutable).findFirst();
    Skip.unless(found.isPresent(), "no haproxy (Debian's package haproxy)");
    return found.orElseThrow().toString();
  }

  /** Starts it with the first servers of the configuration at these proxies, and no others. */
  static Balancer before(Path folder, List<Served> proxies) throws Exception {
    String program = program();
    int port = Checks.freePort();
    String text =
        Files.readString(CONFIGURATION).replace("bind :80\n", "bind 127.0.0.1:" + port + "\n");
    for (int i = 0; i < proxies.size(); i++) {
      String before = "10.0.0.1" + (i + 1) + ":8080 ";
      assertTrue(text.contains(before), text);
      text =
          text.replace(
              before,
              "127.0.0.1:"
                  + proxies.get(i).server().port()
                  + " port "
                  + adminPort(proxies.get(i))
                  + " ");
    }
    Path file = Files.writeString(folder.resolve("haproxy.cfg"), withoutOthers(text));
    Process process =
        new ProcessBuilder(program, "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
    Balancer balancer = new Balancer(port, process);
    Wires.await("HAProxy listens", balancer::listens);
    return balancer;
  }

  private static String withoutOthers(String text) {
    Stream<String> kept = text.lines().filter(line -> !line.contains(" 10.0.0."));
    return String.join("\n", kept.toList()) + "\n";
  }

  private static int adminPort(Served proxy) {
    return URI.create(proxy.server().startupReport().adminUrl().orElseThrow()).getPort();
  }

  private boolean listens() {
    try (WireClient _ = connect()) {
      return true;
    } catch (IOException e) {
      assertTrue(process.isAlive(), "HAProxy has ended");
      return false;
    }
  }

  WireClient connect() throws IOException {
    return WireClient.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  Reply get(String path, String... fields) throws IOException {
    try (WireClient client = connect()) {
      return client.ask(Served.request("GET " + path + " HTTP/1.1", fields));
    }
  }

  @Override
  public void close() {
    var _ = process.destroyForcibly().onExit().join();
  }
}
