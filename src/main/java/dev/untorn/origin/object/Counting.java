package dev.untorn.origin.object;

import dev.untorn.origin.object.record.ObjectName;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what former processes stored, behind the requests, on its own thread. Until it is done,
 * the store may grow beyond its bound by what is not counted yet, if the disk has the space.
 */
final class Counting implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Counting.class);

  /**
   * It rests for so many times as long as it worked: processors and disk are the requests' first.
   */
  private static final int REST = 3;

  private final FolderScan scan;
  private final FillFiles fills;
  private final StoreSpace space;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("untorn-object-counting").unstarted(this::run);
  private final CountDownLatch ending = new CountDownLatch(1);

  Counting(FolderScan scan, FillFiles fills, StoreSpace space) {
    this.scan = scan;
    this.fills = fills;
    this.space = space;
    thread.start();
  }

  private void run() {
    fills.trim();
    for (int folder = 0; folder < ObjectName.FOLDERS && !isEnding(); folder++) {
      long beganNanos = System.nanoTime();
      try {
        var _ = scan.scan(folder);
      } catch (IOException e) {
        LOG.warn("{} cannot be counted: {}", ObjectName.folder(folder), e.getMessage());
      }
      rest(REST * (System.nanoTime() - beganNanos));
    }
    while (!isEnding() && space.trim()) {}
  }

  private boolean isEnding() {
    return ending.getCount() == 0;
  }

  private void rest(long nanos) {
    try {
      var _ = ending.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody does it; it would only rest no more.
    }
  }

  /** Waits until all is counted. */
  void await() throws InterruptedException {
    thread.join();
  }

  /** Ends the counting after the step it is in. */
  @Override
  public void close() {
    ending.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
