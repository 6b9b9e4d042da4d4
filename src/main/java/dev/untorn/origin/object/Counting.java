package dev.untorn.origin.object;

import dev.untorn.origin.object.record.ObjectName;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what former processes stored, behind the requests, on its own thread. Until it is done,
 * the store may grow beyond its bound by what is not counted yet, if the disk has the space.
 */
final class Counting implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Counting.class);

  private final FolderScan scan;
  private final FillFiles fills;
  private final StoreSpace space;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("untorn-object-counting").unstarted(this::run);
  private volatile boolean ending;

  Counting(FolderScan scan, FillFiles fills, StoreSpace space) {
    this.scan = scan;
    this.fills = fills;
    this.space = space;
    thread.start();
  }

  private void run() {
    fills.trim();
    for (int folder = 0; folder < ObjectName.FOLDERS && !ending; folder++) {
      try {
        var _ = scan.scan(folder);
      } catch (IOException e) {
        LOG.warn("{} cannot be counted: {}", ObjectName.folder(folder), e.getMessage());
      }
    }
    while (!ending && space.trim()) {}
  }

  /** Waits until all is counted. */
  void await() throws InterruptedException {
    thread.join();
  }

  /** Ends the counting after the step it is in. */
  @Override
  public void close() {
    ending = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
