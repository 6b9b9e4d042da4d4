package dev.untorn.lab.link;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Repeatedly loses all of the server's packets for a moment. */
final class LossyVethPair extends VethPair {
  /**
   * Several round trips, so that whole windows are lost; short enough for downloads to continue.
   */
  private static final long LOST_MILLIS = 10;

  /**
   * Not a multiple of the kernel's retransmission timeouts (200 ms, 400 ms, …): otherwise a
   * connection would lose the same packets each time, and hang.
   */
  private static final long BETWEEN_MILLIS = 310;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread outages =
      Thread.ofPlatform().daemon().name("lab-outages").unstarted(this::loseAgainAndAgain);
  private volatile Optional<IOException> failure = Optional.empty();

  @Override
  void build() throws IOException {
    super.build();
    outages.start();
  }

  private void loseAgainAndAgain() {
    try {
      while (!over.await(BETWEEN_MILLIS, TimeUnit.MILLISECONDS)) {
        lose();
        try {
          var _ = over.await(LOST_MILLIS, TimeUnit.MILLISECONDS);
        } finally {
          restore();
        }
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @throws IOException also if packets are no longer being lost
   */
  @Override
  public Optional<TcpSegments> segments() throws IOException {
    if (failure.isPresent()) {
      throw new IOException("the wire loses no more packets", failure.get());
    }
    return Optional.of(atServer(TcpSegments::ofThisNamespace));
  }

  @Override
  public void close() {
    over.countDown();
    try {
      outages.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    super.close();
  }
}
