package dev.untorn.bench.target;

import dev.untorn.config.Mode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Untorn in a process of its own, on a free port of this host. */
public record OwnServer(Process process, SystemUnderTest underTest) implements Closeable {
  /** By name, because this package must not depend on the commands. */
  private static final String MAIN = "dev.untorn.cli.Main";

  private static final Pattern URL = Pattern.compile("\\bat +(http://\\S+)");

  /** A server that has not ended after this time is killed. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /**
   * Starts it with the Java and class path of this program, and waits for its first screen.
   *
   * @param before a command that runs it, such as {@code taskset -c 1}; may be empty
   * @param options further ones of {@code untorn serve}
   * @throws IOException with its output, if it ended at once
   */
  public static OwnServer start(
      Path directory, Mode mode, List<String> before, List<String> options) throws IOException {
    String name = mode.name().toLowerCase(Locale.ROOT);
    ProcessHandle.Info self = ProcessHandle.current().info();
    List<String> command = new ArrayList<>(before);
    command.add(
        self.command().orElse(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    // The launcher's options of Java are also meant for servers.
    java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(OwnServer::isInherited)
        .forEach(command::add);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "serve"));
    command.addAll(List.of(directory.toString(), "--mode", name, "--port", "0"));
    command.addAll(List.of("--admin-port", "off"));
    command.addAll(options);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      URI url = url(process);
      return new OwnServer(process, new SystemUnderTest(name, url, Set.of(process.pid()), true));
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Excludes agents and the like, which cannot run twice. */
  private static boolean isInherited(String argument) {
    return argument.startsWith("-X") || argument.startsWith("-D");
  }

  private static URI url(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = URL.matcher(line);
      if (matcher.find()) {
        Thread.ofVirtual().start(() -> drain(output));
        return URI.create(matcher.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("the server did not start: " + said.toString().strip());
  }

  /** Reads on, so that the server never blocks writing its log. */
  private static void drain(BufferedReader output) {
    try (output) {
      output.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The server ended.
      return;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
