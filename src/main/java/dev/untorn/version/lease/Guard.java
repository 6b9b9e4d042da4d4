package dev.untorn.version.lease;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Entry;
import dev.untorn.version.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copy-on-write for a live file that is being sent. While its lease stands, no program can have it
 * open for writing, and its pages may be handed out. When a program opens it for writing, the
 * kernel pauses that {@code open} until what is still needed is copied and no client can see the
 * file's pages any more; then the lease goes. Who only copies bytes out of the file holds no
 * writer, but asks after each reading whether that was in time.
 *
 * <pre>
 * STANDING → BREAKING → PRIVATE  a private copy took the file's place
 * │                 ENDED    nothing was worth copying, or nothing could be
 * └─ a copy is wanted though nobody writes → PRIVATE
 * </pre>
 *
 * <p>Thread-safe. Senders call it on their event loops and are told on other threads.
 */
public final class Guard {
  /** How far it has come. */
  public enum Phase {
    /** The live file may be sent. */
    STANDING,
    /** A writer waits, or did; nothing more should be sent until a copy is made. */
    BREAKING,
    /** {@link #copy} is to be sent. */
    PRIVATE,
    /** There is nothing to be sent any more. */
    ENDED
  }

  private final LinuxFile file;
  private final long sizeBytes;
  private final FileLease lease;
  private final GuardKeeper keeper;
  private final GuardUsers users = new GuardUsers();
  private final CopyOrder order = new CopyOrder();
  private final List<Runnable> waiting = new ArrayList<>();
  private volatile Phase phase = Phase.STANDING;
  private final Replacement replacement = new Replacement();
  private volatile Optional<Entry> owner = Optional.empty();
  private boolean closed;
  private boolean cutUsers;

  /** A guard over a lease just taken, which is to be given to its {@link #holder}. */
  public Guard(LinuxFile file, FileLease lease, long sizeBytes, GuardKeeper keeper) {
    this.file = file;
    this.lease = lease;
    this.sizeBytes = sizeBytes;
    this.keeper = keeper;
  }

  /** How far it has come. */
  public Phase phase() {
    return phase;
  }

  /** The live file; what is read of it is the version's if it is {@link #stillHeld} afterwards. */
  public LinuxFile file() {
    return file;
  }

  /** What took the file's place; present in phase PRIVATE. */
  public Optional<GuardCopy> copy() {
    return replacement.copy();
  }

  /**
   * The fence: whether writers have certainly been kept out until now. The kernel silently takes
   * the lease of a process that does not react within lease-break-time.
   */
  public boolean stillHeld() {
    return lease.isCertain();
  }

  /** From now on somebody sends from the live file; false if it is too late for that. */
  public synchronized boolean join(GuardUser user) {
    return phase == Phase.STANDING && users.add(user);
  }

  /**
   * Whether a user may hand out pages of the live file, because no writer has come. One who comes
   * later waits until that user has left.
   */
  public synchronized boolean mayHandOut(GuardUser user) {
    boolean may = phase == Phase.STANDING && lease.stands();
    if (may) {
      users.handsOut(user);
    }
    return may;
  }

  /** Somebody needs neither the live file nor its pages any more. Idempotent. */
  public void leave(GuardUser user) {
    synchronized (this) {
      users.remove(user);
    }
    releaseIfUnused();
  }

  /** A client was served by copying out of the live file: with many of them a copy is cheaper. */
  public void sentByCopying() {
    if (users.isOneMoreCopiedForMany()) {
      keeper.promote(this);
    }
  }

  /** Whether a private copy may be made before a writer comes, and none is being made. */
  synchronized boolean wantsFirst() {
    return phase == Phase.STANDING && !closed && order.wantFirst();
  }

  synchronized boolean claimsCopy() {
    return order.claim();
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
  public void look() {
    lease.look();
  }

  private void writerCame() {
    synchronized (this) {
      if (closed || isResolved()) {
        return;
      }
      phase = Phase.BREAKING;
      order.want();
    }
    keeper.copy(this);
  }

  public FileLease.Holder holder() {
    return new FileLease.Holder(
        this::writerCame,
        this::expire,
        users::silencingNanos,
        heldNanos -> keeper.released(this, heldNanos));
  }

  /** The store's entry of this version, told once before anybody else knows of it. */
  public void belongsTo(Entry entry) {
    owner = Optional.of(entry);
  }

  Entry owner() {
    return owner.orElseThrow();
  }

  public FileLease lease() {
    return lease;
  }

  /** Whether the writer came before somebody's client had all that it was to get. */
  synchronized boolean hasCutUsers() {
    return cutUsers;
  }

  /** Whether a copy comes too late: for the writer, or for everybody. */
  synchronized boolean isGivenUp(long writerHoldNanos) {
    return closed
        || (!replacement.isPassing() && (isResolved() || lease.isHolding(writerHoldNanos)));
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /** The first offset that anybody who sends from the file still needs. */
  synchronized long neededFrom() {
    return users.neededFrom(sizeBytes);
  }

  /** The making of a private copy has ended, well or not. */
  void copied(Optional<GuardCopy> made) {
    synchronized (this) {
      order.end(made.isPresent());
      if (made.isEmpty() && !lease.hasBroken()) {
        return; // Nobody waits: the file is as good as before.
      }
    }
    if (!resolve(made)) {
      made.map(this::unneeded).ifPresent(unneeded -> unneeded.free().run());
    }
  }

  private synchronized GuardCopy unneeded(GuardCopy made) {
    return closed ? made : replacement.lasts(made);
  }

  /** The version is in memory for a while. */
  void staged(GuardCopy made) {
    if (!resolve(Optional.of(made))) {
      made.free().run();
    }
  }

  Replacement replacement() {
    return replacement;
  }

  /** Whether what was read of the live file, or a copy, until now is the version's. */
  boolean isTrue(LinuxFile source) throws IOException {
    return source != file || (file.stat().sizeBytes() == sizeBytes && stillHeld());
  }

  /** Whether what was read of a copy until now is the version's. */
  public boolean isStill(GuardCopy read) {
    return replacement.isStill(read);
  }

  /** Tells everybody what took the file's place; false if that was told before. */
  private boolean resolve(Optional<GuardCopy> made) {
    List<Runnable> told;
    List<GuardUser> leaving;
    synchronized (this) {
      if (closed || isResolved()) {
        return false;
      }
      replacement.is(made);
      phase = made.isPresent() ? Phase.PRIVATE : Phase.ENDED;
      cutUsers |= made.isEmpty() && users.neededFrom(sizeBytes) < sizeBytes;
      told = List.copyOf(waiting);
      waiting.clear();
      leaving = users.all();
    }
    releaseIfUnused();
    Tasks.runAll(told);
    GuardUsers.tell(leaving, GuardUser::letGo, this::leave);
    return true;
  }

  /** The writer has waited long enough. */
  private void expire() {
    List<GuardUser> leaving;
    synchronized (this) {
      leaving = users.handingOut();
      cutUsers |= !leaving.isEmpty();
    }
    GuardUsers.tell(leaving, GuardUser::silence, this::leave);
    var _ = resolve(Optional.empty());
    // One by one, so that the others of their loops have their turns between.
    leaving.forEach(user -> GuardUsers.tell(List.of(user), GuardUser::cut, this::leave));
  }

  private void releaseIfUnused() {
    synchronized (this) {
      if (!isResolved() || users.isAnyHandingOut()) {
        return;
      }
    }
    var _ = lease.release();
  }

  /**
   * Gives the lease and the copy back, but not the file, when nobody uses the version any more.
   * Those who still wait for its copy are told that there will be none.
   */
  public void close() {
    Optional<GuardCopy> made;
    List<Runnable> told;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (!isResolved()) {
        phase = Phase.ENDED;
      }
      made = replacement.copy();
      told = List.copyOf(waiting);
      waiting.clear();
    }
    var _ = lease.release();
    made.ifPresent(copied -> copied.free().run());
    Tasks.runAll(told);
  }
}
