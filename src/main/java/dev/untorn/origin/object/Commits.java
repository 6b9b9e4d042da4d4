package dev.untorn.origin.object;

import dev.untorn.linux.KernelException;
import dev.untorn.origin.object.StoreFiles.Durability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings proved bodies and new records to the disk, in batches that share its waits: the bodies,
 * then their names, then the records. Until then they are found here. Thread-safe.
 */
final class Commits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

  /** What comes meanwhile shares one write of the filesystem's journal. */
  private static final long GATHER_MILLIS = 20;

  /** Each may keep a descriptor; whoever adds more waits for the disk instead. */
  private static final int PENDING_MAX = 256;

  private static final long JOIN_MILLIS = 10_000;

  /** An object not yet on disk as it is here; {@code body} if that is not yet there either. */
  record Pending(StoredObject object, Optional<FillFile> body) {}

  private final StoreFiles files;
  private final Bodies bodies;
  private final Object committing = new Object();
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("untorn-object-commits").unstarted(this::run);
  private boolean ending;

  Commits(StoreFiles files, Bodies bodies) {
    this.files = files;
    this.bodies = bodies;
    thread.start();
  }

  synchronized Optional<Pending> find(ObjectName name) {
    return Optional.ofNullable(pending.get(name.hash()));
  }

  /** Adds an object with a new body; takes over one use of the file. */
  void add(StoredObject object, FillFile body) {
    Pending older;
    boolean full;
    synchronized (this) {
      older = pending.put(object.name(), new Pending(object, Optional.of(body)));
      full = pending.size() >= PENDING_MAX;
      notifyAll();
    }
    if (older != null) {
      older.body().ifPresent(Commits::discard);
    }
    if (full) {
      commitAll();
    }
  }

  /** Adds a new record for a body that stays, unless a newer body is there already. */
  synchronized void freshen(StoredObject object) {
    pending.merge(
        object.name(),
        new Pending(object, Optional.empty()),
        (older, _) ->
            older.object().sha256().equals(object.sha256())
                ? new Pending(object, older.body())
                : older);
    notifyAll();
  }

  /** Forgets what is pending for an object, so that it does not come to the disk. */
  void forget(StoredObject object) {
    Pending found;
    synchronized (this) {
      found = pending.get(object.name());
      if (found == null || !found.object().sha256().equals(object.sha256())) {
        return;
      }
      pending.remove(object.name());
    }
    found.body().ifPresent(Commits::discard);
  }

  private static void discard(FillFile body) {
    body.remove();
    body.endUse();
  }

  private void run() {
    while (awaitWork()) {
      commitAll();
    }
  }

  private synchronized boolean awaitWork() {
    try {
      while (pending.isEmpty() && !ending) {
        wait();
      }
      if (!ending) {
        wait(GATHER_MILLIS);
      }
    } catch (InterruptedException e) {
      ending = true; // Nobody interrupts it; it ends as if asked to.
    }
    return !ending;
  }

  /** Brings all that is pending now to the disk. */
  void commitAll() {
    synchronized (committing) {
      List<Pending> batch;
      synchronized (this) {
        batch = List.copyOf(pending.values());
      }
      List<Pending> named = new ArrayList<>();
      TreeSet<String> folders = new TreeSet<>();
      for (Pending each : batch) {
        if (attempt(each, () -> name(each))) {
          named.add(each);
          each.body().ifPresent(_ -> folders.add(each.object().objectName().folder()));
        }
      }
      for (String folder : folders) {
        sync(folder);
      }
      for (Pending each : named) {
        var _ = attempt(each, () -> record(each.object().objectName()));
      }
    }
  }

  private interface Step {
    boolean run() throws IOException;
  }

  /** Runs a step; where it fails, the object is not stored. */
  private boolean attempt(Pending each, Step step) {
    try {
      if (step.run()) {
        return true;
      }
    } catch (IOException e) {
      LOG.warn("an object is not stored: {}: {}", each.object().key(), e.getMessage());
    }
    forget(each.object());
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
    if (!isCurrent(each.object())) {
      return false;
    }
    if (each.body().isEmpty()) {
      return true;
    }
    FillFile body = each.body().get();
    body.file().syncData();
    return body.name(each.object());
  }

  private boolean isCurrent(StoredObject object) throws IOException {
    return files
        .primary(object.key())
        .filter(primary -> primary.generation().equals(object.generation()))
        .isPresent();
  }

  /** Writes the record as it is by now. Returns true, also if it is no longer wanted. */
  private boolean record(ObjectName name) throws IOException {
    Pending now;
    StoredObject old;
    synchronized (files.lock(name)) {
      now = find(name).orElse(null);
      old = files.object(name).orElse(null);
      if (now == null || !isWritable(now, old)) {
        done(name, now);
        return true;
      }
      files.replace(name, now.object().record(), Durability.NOW);
    }
    if (old != null && !old.sha256().equals(now.object().sha256())) {
      bodies.remove(name, old.bodyPath());
    }
    done(name, now);
    return true;
  }

  /** A record without a new body is for the body that is there. */
  private static boolean isWritable(Pending now, @Nullable StoredObject old) {
    return now.body().isPresent() || old != null && old.sha256().equals(now.object().sha256());
  }

  private void done(ObjectName name, @Nullable Pending now) {
    boolean removed;
    synchronized (this) {
      removed = now != null && pending.remove(name.hash(), now);
    }
    if (removed) {
      now.body().ifPresent(FillFile::endUse);
    }
  }

  /** Commits what is pending, and ends the thread. */
  @Override
  public void close() {
    synchronized (this) {
      ending = true;
      notifyAll();
    }
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    commitAll();
  }
}
