package dev.untorn.version.lease;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Entry;
import dev.untorn.version.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copy-on-write for a live file that is being sent. While its lease stands, no program has it open
 * for writing, and its pages may be handed out. When a program opens it for writing, the kernel
 * pauses that {@code open} until what is still needed is copied and no client can see the file's
 * pages any more; then the guard releases the lease. Senders that only copy bytes out of the file
 * do not delay a writer, but check after each read that the lease still stood.
 *
 * <pre>
 * STANDING → BREAKING → PRIVATE  a private copy replaces the file
 *     │                 ENDED    nothing was worth copying, or copying failed
 *     └─ copied before any writer came → PRIVATE
 * </pre>
 *
 * <p>Thread-safe. Senders call it on their event loops; callbacks arrive on other threads.
 */
public final class Guard {
  public enum Phase {
    /** The live file may be sent. */
    STANDING,
    /** A writer has come; send nothing more until there is a copy. */
    BREAKING,
    /** Send {@link #copy} instead. */
    PRIVATE,
    /** Nothing can be sent any more. */
    ENDED
  }

  private final LinuxFile file;
  private final long sizeBytes;
  private final FileLease lease;
  private final GuardKeeper keeper;
  private final GuardUsers users = new GuardUsers();
  private final List<Runnable> waiting = new ArrayList<>();
  private volatile Phase phase = Phase.STANDING;
  private final Replacement replacement = new Replacement();
  private volatile Optional<Entry> owner = Optional.empty();
  private CopyOrder order = CopyOrder.NONE;
  private boolean closed;
  private boolean cutUsers;

  /** Guards with a lease just granted, once {@link Guards#watch} gives the lease to it. */
  public Guard(LinuxFile file, FileLease lease, long sizeBytes, GuardKeeper keeper) {
    this.file = file;
    this.lease = lease;
    this.sizeBytes = sizeBytes;
    this.keeper = keeper;
  }

  public Phase phase() {
    return phase;
  }

  /** The live file; bytes read from it are the version's if {@link #stillHeld} holds afterwards. */
  public LinuxFile file() {
    return file;
  }

  /** The copy that replaces the file; present in phase PRIVATE. */
  public Optional<GuardCopy> copy() {
    return replacement.copy();
  }

  /** The fence: the kernel silently revokes the lease of a process that does not react in time. */
  public boolean stillHeld() {
    return lease.isCertain();
  }

  /** Registers a sender of the live file; false if too late. */
  public synchronized boolean join(GuardUser user) {
    return phase == Phase.STANDING && users.add(user);
  }

  /** Whether a user may hand out pages of the live file. A later writer waits for the user. */
  public synchronized boolean mayHandOut(GuardUser user) {
    boolean may = phase == Phase.STANDING && lease.stands();
    if (may) {
      users.handsOut(user);
    }
    return may;
  }

  /** Removes a user that needs neither the live file nor its pages any more. Idempotent. */
  public void leave(GuardUser user) {
    synchronized (this) {
      users.remove(user);
    }
    releaseIfUnused();
  }

  /** Counts a client served by copying: for many of them one copy is cheaper. */
  public void sentByCopying() {
    if (users.isOneMoreCopiedForMany()) {
      keeper.promote(this);
    }
  }

  /** Orders a private copy before any writer comes; false if one is ordered, or it is too late. */
  synchronized boolean ordersEarly() {
    return phase == Phase.STANDING && !closed && moves(CopyOrder.NONE, CopyOrder.WANTED);
  }

  /** Whether the caller must make the copy: true for one caller only. */
  synchronized boolean claimsCopy() {
    return moves(CopyOrder.WANTED, CopyOrder.BEING_MADE);
  }

  private boolean moves(CopyOrder from, CopyOrder to) {
    boolean moves = order == from;
    order = moves ? to : order;
    return moves;
  }

  /** Runs a task once the phase is PRIVATE or ENDED; at once if it is. */
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

  /** Checks for a waiting writer; the first one starts a copy. */
  public void look() {
    lease.look();
  }

  private void writerCame() {
    synchronized (this) {
      if (closed || isResolved()) {
        return;
      }
      phase = Phase.BREAKING;
      order = order == CopyOrder.BEING_MADE ? order : CopyOrder.WANTED;
    }
    keeper.copy(this);
  }

  FileLease.Holder holder() {
    return new FileLease.Holder(
        this::writerCame,
        this::expire,
        users::silencingNanos,
        heldNanos -> keeper.released(this, heldNanos));
  }

  /** Sets the store's entry of this version; called once, before other threads see the guard. */
  public void belongsTo(Entry entry) {
    owner = Optional.of(entry);
  }

  Entry owner() {
    return owner.orElseThrow();
  }

  public FileLease lease() {
    return lease;
  }

  /** Whether a writer came before some client had received all it was to get. */
  synchronized boolean hasCutUsers() {
    return cutUsers;
  }

  /** Whether a copy would come too late: the writer waited too long, or nobody needs it. */
  synchronized boolean isGivenUp(long writerHoldNanos) {
    return closed
        || (!replacement.isTemporary() && (isResolved() || lease.isHolding(writerHoldNanos)));
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /** The first offset that any sender still needs. */
  synchronized long neededFrom() {
    return users.neededFrom(sizeBytes);
  }

  /** The copy attempt has ended; empty if it failed. */
  void copied(Optional<GuardCopy> made) {
    synchronized (this) {
      order = made.isPresent() ? CopyOrder.NONE : CopyOrder.REFUSED;
      if (made.isEmpty() && !lease.hasBroken()) {
        return; // No writer waits: the live file can still be sent.
      }
    }
    if (!resolve(made)) {
      made.map(this::unneeded).ifPresent(unneeded -> unneeded.free().run());
    }
  }

  private synchronized GuardCopy unneeded(GuardCopy made) {
    return closed ? made : replacement.makeLasting(made);
  }

  void staged(GuardCopy made) {
    if (!resolve(Optional.of(made))) {
      made.free().run();
    }
  }

  Replacement replacement() {
    return replacement;
  }

  /** Whether the bytes read so far, from the live file or a copy, are the version's. */
  boolean isTrue(LinuxFile source) throws IOException {
    return source != file || (file.stat().sizeBytes() == sizeBytes && stillHeld());
  }

  public boolean isStill(GuardCopy read) {
    return replacement.isStill(read);
  }

  /** Replaces the file and notifies all users; false if that was done before. */
  private boolean resolve(Optional<GuardCopy> made) {
    List<Runnable> told;
    List<GuardUser> leaving;
    synchronized (this) {
      if (closed || isResolved()) {
        return false;
      }
      replacement.set(made);
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

  private void expire() {
    List<GuardUser> leaving;
    synchronized (this) {
      leaving = users.handingOut();
      cutUsers |= !leaving.isEmpty();
    }
    GuardUsers.tell(leaving, GuardUser::silence, this::leave);
    var _ = resolve(Optional.empty());
    // One by one, so that other connections of their loops get their turn in between.
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

  /** Releases the lease and the copy, not the file, and runs the tasks that wait for a copy. */
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
