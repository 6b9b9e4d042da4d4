package dev.untorn.server;

import dev.untorn.config.Settings;
import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server, from start to stop. Thread-safe. */
public final class Server {
  /** The result of a start. */
  public sealed interface Startup {
    /** Serving; the receiver stops it. */
    record Started(Server server) implements Startup {}

    /** Not started; one line names the place and the remedy. */
    record Refused(String problem) implements Startup {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  /** Connections that were cut need a moment to be counted. */
  private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Between two checks whether all connections are closed. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A stuck loop must not delay the exit longer. */
  private static final long LOOPS_SECONDS = 5;

  /** How often unused versions are evicted. */
  private static final long SWEEP_MILLIS = 30_000;

  /** A served directory without requests is closed within twice this time. */
  private static final long TIDY_MILLIS = 5_000;

  /** How often free space is checked, because others may fill a disk that holds versions. */
  private static final long SPACE_MILLIS = 250;

  private final Settings settings;
  private final Components components;
  private final MultiThreadIoEventLoopGroup loops;
  private final Channel listening;
  private final Optional<AdminServer> admin;
  private final Health health;
  private final StartupReport startupReport;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean stopping;

  /** Owns all arguments. */
  Server(
      Settings settings,
      Components components,
      MultiThreadIoEventLoopGroup loops,
      Channel listening,
      Optional<AdminServer> admin,
      Health health,
      StartupReport startupReport) {
    this.settings = settings;
    this.components = components;
    this.loops = loops;
    this.listening = listening;
    this.admin = admin;
    this.health = health;
    this.startupReport = startupReport;
    every(SWEEP_MILLIS, components.context().store()::sweep);
    every(SPACE_MILLIS, components.context().store()::leaveSpace);
    every(TIDY_MILLIS, () -> components.context().currentSite().get().origin().tidy());
  }

  private void every(long millis, Runnable work) {
    Runnable onWorker =
        () -> {
          try {
            components.context().workers().execute(work);
          } catch (RejectedExecutionException e) { // It would end the schedule.
            LOG.debug("all workers are busy: unused versions stay a little longer");
          }
        };
    var _ = loops.scheduleWithFixedDelay(onWorker, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Starts serving. An unusable place is a value, not an exception. */
  public static Startup start(Settings settings) {
    return Bootstrap.start(settings, Components::sockets);
  }

  public StartupReport startupReport() {
    return startupReport;
  }

  /** The port of the files. */
  public int port() {
    return Loops.port(listening);
  }

  /** Reopens the access log after it was renamed. False if it is not a file. */
  public boolean reopenLogs() {
    components.context().accessLog().reopen();
    return settings.log().isFile();
  }

  /** For tests. */
  Components components() {
    return components;
  }

  /** Waits until {@link #stop} has finished. */
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  /**
   * Stops accepting, lets responses finish within the configured time, cuts the rest, and frees
   * everything. Blocks; a second call waits for the first.
   */
  public synchronized void stop() {
    if (stopping) {
      return;
    }
    stopping = true;
    health.stopping();
    listening.close().awaitUninterruptibly();
    components.http1().drain();
    awaitNoConnections(settings.limits().shutdown().toNanos());
    components.http1().cutAll();
    awaitNoConnections(CUT_NANOS);
    admin.ifPresent(AdminServer::close);
    components.endWork();
    var _ =
        loops
            .shutdownGracefully(0, 1, TimeUnit.SECONDS)
            .awaitUninterruptibly(LOOPS_SECONDS, TimeUnit.SECONDS);
    components.close();
    stopped.countDown();
  }

  private void awaitNoConnections(long nanos) {
    long deadline = System.nanoTime() + nanos;
    while (components.context().connections().open() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
