package dev.untorn.origin.object;

import dev.untorn.origin.object.FolderScan.Item;
import dev.untorn.origin.object.FolderScan.Kind;
import dev.untorn.origin.object.ban.Bans;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.partial.FillLog;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.StoredObject;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is purged, behind the requests, on its own thread, so that bans can be retired.
 * Thread-safe.
 */
final class BanSweeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BanSweeper.class);

  /** Between steps it rests for so many times as long as they took: requests need the disk. */
  private static final int REST_SHARE = 9;

  /** Between sweeps, in which fills may end that purged bytes come from. */
  private static final long REST_MIN_MILLIS = 1000;

  private final Bans bans;
  private final FillFiles fills;
  private final FolderScan scan;
  private final StoreFiles files;
  private final Consumer<StoredObject> drop;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("untorn-object-bans").unstarted(this::run);
  private boolean ended;

  BanSweeper(
      Bans bans, FillFiles fills, FolderScan scan, StoreFiles files, Consumer<StoredObject> drop) {
    this.bans = bans;
    this.fills = fills;
    this.scan = scan;
    this.files = files;
    this.drop = drop;
    thread.start();
  }

  private void run() {
    while (bans.awaitSome() && rest(REST_MIN_MILLIS)) {
      try {
        sweep();
      } catch (IOException e) {
        LOG.warn("what was purged cannot be removed yet: {}", e.getMessage());
      }
    }
  }

  /**
   * Removes what is purged by now, and retires bans if all of that is gone: also for the disk, or a
   * power cut could bring it back without its ban. A filesystem may well keep the one and not the
   * other (btrfs).
   */
  private void sweep() throws IOException {
    long sequence = bans.sequence();
    boolean areGone = removePartials();
    files.directory().syncNames(StoreFiles.FILLS);
    for (int folder = 0; folder < ObjectName.FOLDERS; folder++) {
      long beganNanos = System.nanoTime();
      areGone &= sweep(folder);
      files.directory().syncNames(ObjectName.folder(folder));
      long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
      if (!rest(REST_SHARE * tookMillis)) {
        return;
      }
    }
    if (areGone) {
      bans.retire(sequence);
    }
  }

  /** Returns whether none is left that is in use. */
  private boolean removePartials() throws IOException {
    boolean areGone = true;
    for (String name : fills.all()) {
      boolean isBanned =
          files
              .read(FillFiles.path(name + FillLog.LOG))
              .flatMap(FillLog::read)
              .filter(found -> bans.isBanned(found.subject()))
              .isPresent();
      areGone &= !isBanned || fills.removePartial(name) > 0;
    }
    return areGone;
  }

  /** Returns whether none is left. */
  private boolean sweep(int folder) throws IOException {
    boolean areGone = true;
    for (Item item : scan.scan(folder)) {
      if (item.kind() == Kind.OBJECT) {
        Optional<StoredObject> banned = banned(item);
        banned.ifPresent(drop);
        areGone &= banned.isEmpty() || banned(item).isEmpty();
      }
    }
    return areGone;
  }

  private Optional<StoredObject> banned(Item item) throws IOException {
    return files.object(item.name()).filter(bans::isBanned);
  }

  /** Returns whether there is more to do then. */
  private synchronized boolean rest(long millis) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      for (long left = millis; left > 0 && !ended; ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
      }
    } catch (InterruptedException e) {
      ended = true; // Nobody interrupts it but the end of the process.
    }
    return !ended;
  }

  /** Ends the sweep after the folder it is in. */
  @Override
  public void close() {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    bans.end();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
