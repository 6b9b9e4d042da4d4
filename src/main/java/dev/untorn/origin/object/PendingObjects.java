package dev.untorn.origin.object;

import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.StoredObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Objects that are not on the disk yet as they should be. Thread-safe. */
final class PendingObjects {
  /**
   * An object with the body it needs.
   *
   * @param body empty if only its record is new
   */
  record Pending(StoredObject object, Optional<FillFile> body) {
    boolean isOf(StoredObject other) {
      return object.sha256().equals(other.sha256());
    }
  }

  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private boolean ended;

  synchronized Optional<Pending> find(ObjectName name) {
    return Optional.ofNullable(pending.get(name.hash()));
  }

  /** Adds an object with a new body. Returns what it replaces; or itself, if that is younger. */
  synchronized Optional<Pending> add(StoredObject object, FillFile body) {
    Pending added = new Pending(object, Optional.of(body));
    Pending there = pending.get(object.name());
    if (there != null && there.object().isYoungerThan(object)) {
      return Optional.of(added);
    }
    pending.put(object.name(), added);
    notifyAll();
    return Optional.ofNullable(there);
  }

  /** Adds a new record for a body that stays, unless a newer body is there already. */
  synchronized void freshen(StoredObject object) {
    pending.merge(
        object.name(),
        new Pending(object, Optional.empty()),
        (older, _) -> older.isOf(object) ? new Pending(object, older.body()) : older);
    notifyAll();
  }

  /** Takes away what is pending for this object, if anything is. */
  synchronized Optional<Pending> take(StoredObject object) {
    Optional<Pending> found = find(object.objectName()).filter(each -> each.isOf(object));
    found.ifPresent(this::remove);
    return found;
  }

  /** Takes this away, or what has become of it by a new record; returns its body. */
  synchronized Optional<FillFile> takeBodyOf(Pending failed) {
    Optional<Pending> found =
        find(failed.object().objectName()).filter(each -> each.body().equals(failed.body()));
    found.ifPresent(this::remove);
    return found.flatMap(Pending::body);
  }

  /** Takes this away; false if it is something else by now. */
  synchronized boolean take(Pending done) {
    boolean taken = done.equals(pending.get(done.object().name()));
    if (taken) {
      remove(done);
    }
    return taken;
  }

  private void remove(Pending gone) {
    pending.remove(gone.object().name());
    notifyAll();
  }

  synchronized List<Pending> all() {
    return List.copyOf(pending.values());
  }

  /** Waits a while until there are less; false if there are not. */
  synchronized boolean awaitLess(int count, long waitMillis) {
    awaitUntil(() -> pending.size() < count, waitMillis);
    return pending.size() < count;
  }

  private void awaitUntil(BooleanSupplier condition, long waitMillis) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    long leftMillis = waitMillis;
    try {
      while (leftMillis > 0 && !condition.getAsBoolean()) {
        wait(leftMillis);
        leftMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until there is something, and then until more has gathered; false once ended. */
  synchronized boolean awaitSome(long gatherMillis) {
    try {
      while (pending.isEmpty() && !ended) {
        wait();
      }
    } catch (InterruptedException e) {
      ended = true; // Nobody interrupts this thread; it ends as if asked to.
    }
    awaitUntil(() -> ended, gatherMillis);
    return !ended;
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }
}
