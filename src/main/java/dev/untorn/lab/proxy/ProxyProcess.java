package dev.untorn.lab.proxy;

import dev.untorn.lab.purge.Purger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A proxy in processes of its own. */
final class ProxyProcess implements RunningProxy {
  /** Some read their stores first; and a machine may be busy with other things. */
  private static final Duration START_TIME = Duration.ofSeconds(90);

  private static final Duration STOP_TIME = Duration.ofSeconds(15);
  private static final long LOOK_NANOS = 20_000_000;

  /** What a program says before it fails ends with the reason. */
  private static final int SAID_MAX = 600;

  private final String command;
  private final int port;
  private final Path directory;
  private final Path output;
  private final Optional<Purger> purger;
  private volatile Process process;

  private ProxyProcess(String command, int port, Path directory, Optional<Purger> purger)
      throws IOException {
    this.purger = purger;
    this.command = command;
    this.port = port;
    this.directory = directory;
    this.output = Files.createTempFile("untorn-lab-proxy-", ".log");
    this.process = run();
  }

  /** Returns when it accepts connections. */
  static ProxyProcess start(String command, int port, Path directory, Optional<Purger> purger)
      throws IOException {
    ProxyProcess proxy = new ProxyProcess(command, port, directory, purger);
    try {
      proxy.awaitListening();
      return proxy;
    } catch (IOException e) {
      proxy.close();
      throw e;
    }
  }

  private Process run() throws IOException {
    Process started =
        new ProcessBuilder("sh", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    started.getOutputStream().close();
    return started;
  }

  private void awaitListening() throws IOException {
    long deadline = System.nanoTime() + START_TIME.toNanos();
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IOException("it does not listen at port " + port + ": " + said());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private boolean listens() {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String said() throws IOException {
    String said = Files.readString(output, StandardCharsets.ISO_8859_1).strip();
    return said.substring(Math.max(0, said.length() - SAID_MAX));
  }

  @Override
  public URI root() {
    return root(port);
  }

  @Override
  public Optional<Purger> purger() {
    return purger;
  }

  /** Where a proxy serves that listens at a port. */
  static URI root(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return URI.create("http://" + address.getHostString() + ":" + address.getPort());
  }

  @Override
  public boolean canRestart() {
    return true;
  }

  @Override
  public void restart(Death how) throws IOException {
    stop(how);
    process = run();
    awaitListening();
  }

  /** Ends the process and those that it started. */
  private void stop(Death how) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    if (how == Death.ASKED) {
      // The shell would not pass it on.
      all.forEach(ProcessHandle::destroy);
      awaitEnd(all);
    }
    all.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(all);
  }

  private static void awaitEnd(List<ProcessHandle> all) {
    long deadline = System.nanoTime() + STOP_TIME.toNanos();
    while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() {
    stop(Death.ASKED);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
