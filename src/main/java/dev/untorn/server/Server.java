package dev.untorn.server;

import dev.untorn.config.NetworkSettings;
import dev.untorn.config.Settings;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Opened;
import dev.untorn.linux.Signals;
import dev.untorn.version.Provable;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A running server, from start to stop. Thread-safe. */
public final class Server {
  /** Connections that were cut need a moment to be accounted for. */
  private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Between two looks at whether all connections are closed. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Unused versions are looked for so often. */
  private static final long SWEEP_SECONDS = 30;

  private final Settings settings;
  private final Parts parts;
  private final MultiThreadIoEventLoopGroup loops;
  private final Channel listening;
  private final Facts facts;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean stopping;

  private Server(
      Settings settings,
      Parts parts,
      MultiThreadIoEventLoopGroup loops,
      Channel listening,
      Facts facts) {
    this.settings = settings;
    this.parts = parts;
    this.loops = loops;
    this.listening = listening;
    this.facts = facts;
  }

  /** Starts serving. A place that cannot be used is a value, not an exception. */
  public static Startup start(Settings settings) {
    Signals.ignoreSigio();
    Path directory = settings.serve().directory();
    return switch (LinuxFile.openDirectory(directory)) {
      case Opened.Failed(var errno) ->
          new Startup.Refused(
              "cannot serve " + directory + " (" + errno + "): name a directory you can read");
      case Opened.File(LinuxFile root) -> startOver(root, settings);
    };
  }

  private static Startup startOver(LinuxFile root, Settings settings) {
    Parts parts;
    try {
      parts = Parts.over(root, settings);
    } catch (IOException e) {
      root.close();
      return new Startup.Refused(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    NetworkSettings network = settings.network();
    MultiThreadIoEventLoopGroup loops = Loops.create(network.threads());
    ChannelFuture bound = Loops.listen(loops, network, parts.http()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      parts.close();
      return new Startup.Refused(
          "cannot listen on "
              + network.bind()
              + ":"
              + network.port()
              + " ("
              + bound.cause().getMessage()
              + "): choose another with --port or --bind, or --port 0 for any free one");
    }
    Channel listening = bound.channel();
    Facts facts =
        new Facts(
            settings.serve().directory().toAbsolutePath().normalize(),
            "http://" + host(network.bind()) + ":" + Loops.port(listening) + "/",
            settings.serve().mode(),
            Provable.of(root),
            Optional.empty(),
            false);
    Server server = new Server(settings, parts, loops, listening, facts);
    var _ =
        loops.scheduleWithFixedDelay(
            () -> parts.workers().execute(parts.store()::sweep),
            SWEEP_SECONDS,
            SWEEP_SECONDS,
            TimeUnit.SECONDS);
    return new Startup.Started(server);
  }

  /** As part of a URL that can be clicked. */
  private static String host(String bind) {
    return switch (bind) {
      case "0.0.0.0", "::" -> "localhost";
      default -> bind.contains(":") ? "[" + bind + "]" : bind;
    };
  }

  /** What to tell the user. */
  public Facts facts() {
    return facts;
  }

  /** Where clients connect. */
  public int port() {
    return Loops.port(listening);
  }

  /** Waits until {@link #stop} has done its work. */
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  /**
   * Stops accepting, lets answers under way finish within the configured time, cuts the rest, and
   * frees everything. Blocks; a second call waits for the first.
   */
  public synchronized void stop() {
    if (stopping) {
      return;
    }
    stopping = true;
    listening.close().awaitUninterruptibly();
    parts.http().drain();
    awaitNoConnections(settings.limits().shutdown().toNanos());
    parts.http().cutAll();
    awaitNoConnections(CUT_NANOS);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    parts.close();
    stopped.countDown();
  }

  private void awaitNoConnections(long nanos) {
    long deadline = System.nanoTime() + nanos;
    while (parts.connections().open() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
