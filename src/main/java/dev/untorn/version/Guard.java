package dev.untorn.version;

import dev.untorn.linux.Lease;
import dev.untorn.linux.LinuxFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Copy-on-write for a live file that is being sent: while its lease stands, nobody can have it open
 * for writing, and its pages may be handed out. The {@code open} of a writer is the write fault:
 * the kernel holds the writer while what is still needed is copied and those who send from the file
 * leave it; then the lease goes.
 *
 * <pre>
 * STANDING → BREAKING → PRIVATE  a private copy took the file's place
 *     │                 ENDED    nothing was worth copying, or nothing could be
 *     └─ a copy is wanted though nobody writes → PRIVATE
 * </pre>
 *
 * <p>Thread-safe. Those who send call it from their event loops and are told on other threads.
 */
public final class Guard {
  /** How far it has come. */
  public enum Phase {
    /** The live file may be sent. */
    STANDING,
    /** A writer waits, or did; whoever sends from the live file goes on, nobody joins. */
    BREAKING,
    /** {@link #copy} is to be sent. */
    PRIVATE,
    /** There is nothing to be sent any more. */
    ENDED
  }

  /** Somebody who sends from the live file, or whose client may still see its pages. */
  public interface User {
    /** The first offset that it still has to send. */
    long neededFrom();

    /** The phase is PRIVATE or ENDED: go on without the file, and {@link Guard#leave} it soon. */
    void letGo();

    /** The writer has waited long enough: leave at once. */
    void cut();
  }

  /**
   * What took the file's place.
   *
   * @param from the first offset that it has; the version is whole if 0
   * @param free gives everything back
   */
  public record Copy(LinuxFile file, long from, StoreObserver.SealKind kind, Runnable free) {}

  /** So often must same-host clients have asked before a copy, which sends itself, pays. */
  private static final int PROMOTED_AFTER = 8;

  private final LinuxFile file;
  private final Lease lease;
  private final long sizeBytes;
  private final Held held = new Held();
  private final boolean promoted;
  private final GuardKeeper keeper;
  private final Set<User> users = new HashSet<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private volatile Phase phase = Phase.STANDING;
  private volatile Optional<Copy> copy = Optional.empty();
  private volatile Optional<Entry> owner = Optional.empty();
  private boolean broke;
  private boolean copying;
  private boolean copyRefused;
  private boolean released;
  private boolean closed;
  private boolean cutUsers;
  private int sentByCopying;
  private long brokeNanos;

  /**
   * A guard over a lease just taken.
   *
   * @param promoted whether a private copy is made once many clients were served by copying
   */
  Guard(LinuxFile file, Lease lease, long sizeBytes, boolean promoted, GuardKeeper keeper) {
    this.file = file;
    this.lease = lease;
    this.sizeBytes = sizeBytes;
    this.promoted = promoted;
    this.keeper = keeper;
  }

  /** How far it has come. */
  public Phase phase() {
    return phase;
  }

  /** The live file; to be read only between {@link #join} and {@link #leave}. */
  public LinuxFile file() {
    return file;
  }

  /** What took the file's place; present in phase PRIVATE. */
  public Optional<Copy> copy() {
    return copy;
  }

  /**
   * The fence: whether writers have certainly been kept out until now. The kernel takes the lease
   * of a process that does not react away silently, after lease-break-time.
   */
  public boolean stillHeld() {
    return held.isCertain(lease);
  }

  /** Whether no writer has come; one who comes later is held until whoever asks has left. */
  public boolean isUntouched() {
    return held.stands(lease);
  }

  /** From now on somebody sends from the live file; false if it is too late for that. */
  public synchronized boolean join(User user) {
    return phase == Phase.STANDING && users.add(user);
  }

  /** Somebody needs neither the live file nor its pages any more. Idempotent. */
  public void leave(User user) {
    synchronized (this) {
      users.remove(user);
    }
    releaseIfUnused();
  }

  /** A client was served by copying out of the live file: with many of them a copy is cheaper. */
  public void sentByCopying() {
    synchronized (this) {
      sentByCopying++;
      if (sentByCopying < PROMOTED_AFTER || !mayCopy()) {
        return;
      }
      copying = true;
    }
    keeper.copy(this);
  }

  private boolean mayCopy() {
    return promoted && phase == Phase.STANDING && !copying && !copyRefused && !closed;
  }

  /** Runs a task once the phase is neither STANDING nor BREAKING; at once if so. */
  public void whenResolved(Runnable task) {
    synchronized (this) {
      if (!isResolved()) {
        waiting.add(task);
        return;
      }
    }
    task.run();
  }

  private boolean isResolved() {
    return phase == Phase.PRIVATE || phase == Phase.ENDED;
  }

  /** Looks whether a writer waits; if one does, for the first time, has the copy made. */
  void look(long nowNanos) {
    synchronized (this) {
      if (closed || released || broke || held.stands(lease)) {
        return;
      }
      broke = true;
      brokeNanos = nowNanos;
      if (phase == Phase.STANDING) {
        phase = Phase.BREAKING;
      }
      if (copying || isResolved()) {
        return;
      }
      copying = true;
    }
    keeper.copy(this);
  }

  /** The store's entry of this version, told once before anybody else knows of it. */
  void belongsTo(Entry entry) {
    owner = Optional.of(entry);
  }

  Entry owner() {
    return owner.orElseThrow();
  }

  Lease lease() {
    return lease;
  }

  /** Whether a writer is held. */
  synchronized boolean isHolding() {
    return broke && !released;
  }

  /** Whether the writer came before somebody's client had all that it was to get. */
  synchronized boolean hasCutUsers() {
    return cutUsers;
  }

  /** Whether what is done for users comes too late: for the writer, or for everybody. */
  synchronized boolean isGivenUp(long writerHoldNanos) {
    return closed || (isHolding() && System.nanoTime() - brokeNanos >= writerHoldNanos);
  }

  synchronized boolean hasBroken() {
    return broke;
  }

  synchronized int usersCount() {
    return users.size();
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /** The first offset that anybody who sends from the file still needs. */
  synchronized long neededFrom() {
    return users.stream().mapToLong(User::neededFrom).min().orElse(sizeBytes);
  }

  /** The making of a private copy has ended, well or not. */
  void copied(Optional<Copy> made) {
    List<Runnable> told;
    List<User> leaving;
    synchronized (this) {
      copying = false;
      copyRefused = made.isEmpty();
      if (made.isEmpty() && !broke) {
        return; // Nobody waits: the file is as good as before.
      }
      if (closed) {
        made.ifPresent(copied -> copied.free().run());
        return;
      }
      copy = made;
      phase = made.isPresent() ? Phase.PRIVATE : Phase.ENDED;
      told = List.copyOf(waiting);
      waiting.clear();
      leaving = List.copyOf(users);
    }
    told.forEach(Runnable::run);
    leaving.forEach(User::letGo);
    releaseIfUnused();
  }

  /** The writer has waited long enough. */
  void expire() {
    List<User> leaving;
    synchronized (this) {
      leaving = List.copyOf(users);
      cutUsers |= !leaving.isEmpty();
    }
    leaving.forEach(User::cut);
  }

  private void releaseIfUnused() {
    synchronized (this) {
      if (!isResolved() || !users.isEmpty()) {
        return;
      }
    }
    release();
  }

  private void release() {
    long heldNanos;
    synchronized (this) {
      if (released) {
        return;
      }
      released = true;
      lease.release();
      heldNanos = broke ? System.nanoTime() - brokeNanos : -1;
    }
    keeper.released(this, heldNanos);
  }

  /** Nobody uses the version any more: gives the lease and the copy back, but not the file. */
  void close() {
    Optional<Copy> made;
    synchronized (this) {
      closed = true;
      made = copy;
    }
    release();
    made.ifPresent(copied -> copied.free().run());
  }
}
