package dev.untorn.origin.object;

import dev.untorn.linux.KernelException;
import dev.untorn.origin.object.PendingObjects.Pending;
import dev.untorn.origin.object.ban.Bans;
import dev.untorn.origin.object.files.DiskThreads;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.files.StoreFiles.Durability;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.Primary;
import dev.untorn.origin.object.record.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings proved bodies and new records to the disk, in batches that share its waits: the bodies,
 * then their names, then the records. Thread-safe.
 */
final class Commits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

  /** What comes meanwhile shares one write of the filesystem's journal. */
  private static final long GATHER_MILLIS = 20;

  /** Each may keep a descriptor. */
  private static final int PENDING_MAX = 256;

  /** A worker waits no longer for a disk that is slower than the origins. */
  private static final long ROOM_MILLIS = 1000;

  /** A disk that takes longer is not waited for: its objects are fetched again. */
  private static final long JOIN_MILLIS = 10_000;

  private final StoreFiles files;
  private final Bodies bodies;
  private final StoreSpace space;
  private final PendingObjects pending;
  private final Bans bans;
  private final DiskThreads disk = new DiskThreads();
  private final Object committing = new Object();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("untorn-object-commits").unstarted(this::run);

  Commits(Bodies bodies, StoreSpace space, PendingObjects pending, Bans bans) {
    this.files = bodies.counted().files();
    this.bodies = bodies;
    this.space = space;
    this.pending = pending;
    this.bans = bans;
    thread.start();
  }

  /**
   * Stores an object with a new body; takes over one use of the file. Gives it up if the disk is
   * too slow, or the object was purged.
   */
  void add(StoredObject object, FillFile body) {
    if (bans.isBanned(object)) {
      discard(body);
      return;
    }
    if (!pending.awaitLess(PENDING_MAX, ROOM_MILLIS)) {
      LOG.debug("{} is not stored: the disk is too slow", object.key());
      discard(body);
      return;
    }
    pending.add(object, body).flatMap(Pending::body).ifPresent(Commits::discard);
  }

  /** Has what is pending for an object not come to the disk. */
  void forget(StoredObject object) {
    pending.take(object).flatMap(Pending::body).ifPresent(Commits::discard);
  }

  private static void discard(FillFile body) {
    body.remove();
    body.endUse();
  }

  private void run() {
    while (pending.awaitSome(GATHER_MILLIS)) {
      commitAll();
    }
    commitAll();
  }

  /** Brings all that is pending now to the disk. */
  void commitAll() {
    synchronized (committing) {
      Queue<Pending> named = new ConcurrentLinkedQueue<>();
      disk.forEach(
          pending.all(),
          each -> {
            if (attempt(each, () -> name(each))) {
              named.add(each);
            }
          });
      Set<String> folders = new TreeSet<>();
      named.stream()
          .filter(each -> each.body().isPresent())
          .forEach(each -> addFolders(each.object(), folders));
      disk.forEach(folders, this::sync);
      disk.forEach(
          named,
          each -> {
            var _ = attempt(each, () -> record(each));
          });
    }
  }

  private static void addFolders(StoredObject object, Set<String> folders) {
    folders.add(object.objectName().folder());
    folders.add(Primary.name(object.key()).folder());
  }

  /** Runs a step, again if there was no space; where it fails, the object is not stored. */
  private boolean attempt(Pending each, StoreSpace.Step<Boolean> step) {
    try {
      if (space.run(step)) {
        return true;
      }
    } catch (IOException e) {
      LOG.warn("an object is not stored: {}: {}", each.object().key(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("an object is not stored: {}", each.object().key(), e); // A bug; others are.
    }
    pending.takeBodyOf(each).ifPresent(Commits::discard);
    return false;
  }

  private void sync(String folder) {
    try {
      files.directory().syncNames(folder);
    } catch (KernelException e) {
      LOG.warn("a crash may lose objects: {}: {}", folder, e.getMessage());
    }
  }

  /** Gives a body its name; false if its key was purged since it was requested. */
  private boolean name(Pending each) throws IOException {
    Optional<Primary> primary = files.primary(each.object().key());
    if (primary.isEmpty() || !primary.get().generation().equals(each.object().generation())) {
      return false;
    }
    if (each.body().isEmpty()) {
      return true;
    }
    FillFile body = each.body().get();
    if (!body.tryUse()) {
      return false; // Dropped or replaced meanwhile.
    }
    try {
      body.file().syncData();
      files.syncIfYoung(each.object().keyPath());
      return body.name(each.object());
    } finally {
      body.endUse();
    }
  }

  /** Writes the record as it is by now; false if it is not wanted any more. */
  private boolean record(Pending each) throws IOException {
    ObjectName name = each.object().objectName();
    Pending written;
    synchronized (files.lock(name)) {
      Optional<Pending> now = pending.find(name).filter(found -> found.body().equals(each.body()));
      if (now.isEmpty()) {
        return true; // Dropped, or replaced by what the next batch brings.
      }
      Optional<StoredObject> old = files.object(name);
      if (!isWritable(now.get(), old)) {
        return false;
      }
      written = now.get();
      bodies.counted().replace(name, name.path(), written.object().record(), Durability.NOW);
      old.filter(before -> !written.isOf(before))
          .ifPresent(before -> bodies.remove(name, before.bodyPath()));
    }
    if (pending.take(written)) {
      written
          .body()
          .ifPresent(body -> {
            body.recorded();
            body.endUse();
          });
    }
    return true;
  }

  /** A record without a new body is for the body that is there; a new body is for a newer one. */
  private static boolean isWritable(Pending now, Optional<StoredObject> old) {
    return old.filter(now::isOf).isPresent()
        || (now.body().isPresent()
            && old.filter(there -> there.isYoungerThan(now.object())).isEmpty());
  }

  /** Has what is pending committed, and waits for that within a bound. */
  @Override
  public void close() {
    pending.end();
    try {
      if (!thread.join(Duration.ofMillis(JOIN_MILLIS))) {
        LOG.warn("the disk is too slow: its last objects are not stored");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    disk.close();
  }
}
