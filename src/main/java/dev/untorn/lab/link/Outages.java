package dev.untorn.lab.link;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Loses all packets of a sender for a while, again and again. */
final class Outages implements AutoCloseable {
  /** So many round trips that whole windows are lost, and so short that a download goes on. */
  private static final long LOST_MILLIS = 10;

  /**
   * No multiple of the kernel's shortest wait before it sends again (200 ms, then 400 and so on):
   * else the same connection would lose again what it sends again, and hang.
   */
  private static final long BETWEEN_MILLIS = 310;

  private final VethPair pair;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;
  private volatile Optional<IOException> failure = Optional.empty();

  private Outages(VethPair pair) {
    this.pair = pair;
    this.thread = Thread.ofPlatform().daemon().name("lab-outages").unstarted(this::work);
  }

  /** Begins at once. */
  static Outages of(VethPair pair) {
    Outages outages = new Outages(pair);
    outages.thread.start();
    return outages;
  }

  private void work() {
    try {
      while (!over.await(BETWEEN_MILLIS, TimeUnit.MILLISECONDS)) {
        pair.lose();
        try {
          var _ = over.await(LOST_MILLIS, TimeUnit.MILLISECONDS);
        } finally {
          pair.restore();
        }
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Tells whether it still does its work.
   *
   * @throws IOException why it does not
   */
  void mustGoOn() throws IOException {
    if (failure.isPresent()) {
      throw new IOException("the wire loses no more", failure.get());
    }
  }

  /** Stops, with all packets passing again. */
  @Override
  public void close() {
    over.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
