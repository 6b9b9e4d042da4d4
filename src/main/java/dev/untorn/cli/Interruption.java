package dev.untorn.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets an interrupted run (SIGINT, SIGTERM) remove its files and report its results so far. The
 * process then exits with 128 plus the signal's number, as shells expect.
 */
public final class Interruption implements AutoCloseable {
  /** A client waits 5 s for a silent server, a server 10 s for its clients. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch reported = new CountDownLatch(1);
  private final Thread hook;

  /** In effect until closed; {@code end} asks the run to end early. */
  public Interruption(Runnable end) {
    hook =
        new Thread(
            () -> {
              end.run();
              awaitReport();
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void awaitReport() {
    try {
      var _ = reported.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Call it after the report. */
  @Override
  public void close() {
    reported.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and waits only for the hook.
      reported.countDown();
    }
  }
}
