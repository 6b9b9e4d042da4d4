package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.testing.Commands;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The program in a process of its own, for what concerns a whole process. */
final class ServingProcess implements AutoCloseable {
  /** By name, for the server's package knows nothing of the commands that use it. */
  private static final String MAIN = "dev.untorn.cli.Main";

  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:([0-9]+)/");
  private static final long PATIENCE_SECONDS = 30;

  private final Process process;
  private final BufferedReader output;
  private final int port;

  private ServingProcess(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader();
    this.port = port(output);
  }

  /**
   * Starts one on a free port.
   *
   * @param before a program to start it with, such as prlimit and its options
   */
  static ServingProcess start(Path directory, String... before) throws IOException {
    List<String> command = new ArrayList<>(List.of(before));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", jarred(System.getProperty("java.class.path")), MAIN));
    command.addAll(List.of("serve", directory.toString(), "--port", "0", "--admin-port", "off"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new ServingProcess(process);
  }

  /**
   * With the program's classes in a jar, as they are when it is deployed: a folder of classes needs
   * a descriptor for each class that is loaded.
   */
  private static String jarred(String classPath) throws IOException {
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(entry))) {
        Path file = Files.createTempFile("untorn-classes", ".jar");
        file.toFile().deleteOnExit();
        String[] options = {
          "--create", "--no-compress", "--file", file.toString(), "-C", entry, "."
        };
        assertEquals(0, jar.run(System.out, System.err, options));
        entries.add(file.toString());
      } else {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  /** What follows on the output is read by nobody: little, so that the pipe takes it. */
  private static int port(BufferedReader output) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher url = URL.matcher(line);
      if (url.find()) {
        return Integer.parseInt(url.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("it ended, and had said: " + said);
  }

  /** When it was, to 10 ms. */
  Instant started() {
    return process.info().startInstant().orElseThrow();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  WireClient connect() throws IOException {
    return WireClient.connect(address());
  }

  WireClient connectSlow() throws IOException {
    return WireClient.connect(address(), Duration.ofSeconds(20), OptionalInt.of(16 * 1024));
  }

  Reply get(String path) throws IOException {
    try (WireClient client = connect()) {
      return client.ask(Served.request("GET " + path + " HTTP/1.1"));
    }
  }

  /** How many it has open now. */
  long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return open.count();
    }
  }

  /** The next line that says something; whatever comes before it is passed over. */
  String awaitLine(String part) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(part)) {
        return line;
      }
    }
    throw new IOException("it ended, and did not say: " + part);
  }

  /** All that it says until its end. */
  List<String> remainingLines() {
    return output.lines().toList();
  }

  /** Sends a signal. */
  void signal(String name) throws IOException {
    Commands.run("kill", "-" + name, Long.toString(process.pid()));
  }

  /** SIGTERM. The output can still be read. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Waits for the end; the exit code. */
  int awaitExit() throws InterruptedException {
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "does not end");
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
