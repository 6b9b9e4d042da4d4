package dev.untorn.version;

import dev.untorn.config.Mode;
import dev.untorn.config.StoreSettings;
import dev.untorn.config.TagBasis;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Machine;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes versions, shares each among all who ask for it, and frees them when they are neither used
 * nor wanted. Bounded in bytes and in number; a version in use is never pulled away. Thread-safe.
 */
public final class VersionStore implements AutoCloseable {
  /**
   * A version unused for so long is dropped though there is room: its descriptor would keep the
   * blocks of a deleted file on the disk.
   */
  private static final long IDLE_MAX_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** Of the bound on a writer's wait, this share is for cutting those who are too slow. */
  private static final int GIVING_UP_SHARE = 16;

  private final StoreSettings settings;
  private final Turns turns;
  private final Shelf shelf;
  private final StandIns standIns;
  private final Pins pins;
  private final KnownDates knownDates = new KnownDates();
  private final Spool spool;
  private final Guards guards;
  private final Chains chains;
  private final Taker taker;
  private final Disposal disposal = new Disposal();
  private final Budget memory;
  private final Budget disk;
  private final FreeSpace freeSpace;
  private final ConcurrentHashMap<Entry.Key, CompletableFuture<Taken>> pending =
      new ConcurrentHashMap<>();
  private volatile boolean ending;

  /**
   * A store for files below one directory.
   *
   * @param spoolDirectory for unnamed files; like the served directory it stays the caller's
   * @param sealers threads for copies that take long
   */
  public VersionStore(
      StoreSettings settings,
      LinuxFile served,
      Optional<LinuxFile> spoolDirectory,
      Executor sealers,
      StoreObserver observer)
      throws IOException {
    this.settings = settings;
    this.turns = new Turns(sealers);
    Descriptors descriptors = Descriptors.ofThisProcess();
    this.pins = new Pins(settings.pinned().bytes(), settings.pinTime().toNanos(), descriptors);
    this.shelf = new Shelf(settings.versions(), descriptors, pins, observer);
    this.standIns = new StandIns(shelf, settings.maxStale().toNanos());
    this.memory = new Budget(settings.memory().bytes());
    this.disk = new Budget(settings.disk().bytes());
    this.spool = Spool.of(served, spoolDirectory);
    Room room = new Room(memory, disk, shelf);
    this.freeSpace = new FreeSpace(spool, disk, room);
    long writerHoldNanos = writerHoldNanos(settings);
    this.guards =
        new Guards(
            new GuardCopies(
                spool, room, descriptors, disposal, settings, writerHoldNanos, observer),
            new GuardStages(spool, room, settings, writerHoldNanos, observer),
            writerHoldNanos,
            observer);
    this.chains =
        new Chains(settings, spool, room, guards, turns, disposal, observer, () -> ending);
    this.taker = new Taker(writerHoldNanos, observer, () -> ending);
  }

  /**
   * Well before the kernel itself would let the writer go, however that is set; and what is given
   * up then takes a moment to end, which counts as well.
   */
  private static long writerHoldNanos(StoreSettings settings) {
    long kernelNanos = TimeUnit.SECONDS.toNanos(Machine.leaseBreakSeconds());
    long boundNanos = Math.min(settings.writerHold().toNanos(), kernelNanos / 4);
    return boundNanos - boundNanos / GIVING_UP_SHARE;
  }

  /**
   * The version with this stamp, if it is at hand. Never waits: for the event loop. The stamp must
   * have been read after the request came in.
   */
  public @Nullable Hold find(Stamp stamp, Representation representation, Policy policy) {
    return shelf.find(new Entry.Key(stamp, representation, policy));
  }

  /**
   * Takes a version of an open file, or joins those who are taking it already. Owns the source from
   * the call on. Blocks while a small file is read or a clone is made; long copies run elsewhere,
   * as do clones that are hashed, and the result is given as soon as first bytes may be sent.
   */
  public CompletableFuture<Acquisition> acquire(Source source) {
    Entry.Key key = keyOf(source);
    Hold atHand = shelf.find(key);
    if (atHand != null) {
      source.file().close();
      return CompletableFuture.completedFuture(new Acquisition.Held(atHand, 0));
    }
    CompletableFuture<Taken> mine = new CompletableFuture<>();
    CompletableFuture<Taken> others = pending.putIfAbsent(key, mine);
    CompletableFuture<Taken> taking = others == null ? mine : others;
    CompletableFuture<Acquisition> answer =
        taking.thenCompose(taken -> acquisition(taken, source.name(), source.policy()));
    if (others != null) {
      source.file().close();
    } else {
      start(source, taken -> finish(key, mine, taken));
    }
    return answer;
  }

  /**
   * As {@link #acquire}, if nothing has to be waited for: neither a disk, nor a copy, nor others
   * who take the same version. For the event loop.
   *
   * @return null if it may have to wait; then the source stays the caller's, for {@link #acquire}
   */
  public @Nullable Hold acquireAtOnce(Source source) {
    Entry.Key key = keyOf(source);
    Hold atHand = shelf.find(key);
    if (atHand != null) {
      source.file().close();
      return atHand;
    }
    Sealer way = chains.atOnce(source, shelf.isRestless(source.name()));
    if (way == null || ending || pending.containsKey(key) || !shelf.hasRoom()) {
      return null;
    }
    Entry entry = taker.takeAtOnce(source, way);
    if (entry == null) {
      return null;
    }
    Hold hold = entry.hold(System.nanoTime());
    shelve(entry);
    return hold;
  }

  private static Entry.Key keyOf(Source source) {
    return new Entry.Key(Stamp.of(source.stat()), source.representation(), source.policy());
  }

  private void start(Source source, Consumer<Taken> result) {
    freeSpace.look();
    if (ending) {
      source.file().close();
      result.accept(new Taken.Full("the server is being stopped"));
    } else if (!shelf.hasRoom()) {
      source.file().close();
      result.accept(new Taken.Full("all versions that store.versions allows are in use"));
    } else if (isQuick(source)) {
      take(source, result);
    } else {
      try {
        turns.begin(() -> take(source, result));
      } catch (RejectedExecutionException e) {
        source.file().close();
        result.accept(new Taken.Full("too many private copies are being made"));
      }
    }
  }

  private void take(Source source, Consumer<Taken> result) {
    boolean restless = shelf.isRestless(source.name());
    taker.take(
        source, chains.of(source.policy(), restless), chains.whileWritten(source.policy()), result);
  }

  private boolean isQuick(Source source) {
    return source.policy().mode() == Mode.SENDFILE
        || source.stat().sizeBytes() <= settings.memoryFileMax().bytes()
        || (source.policy().tags() == TagBasis.STAMP && spool.mayClone(source.stat().device()));
  }

  private void finish(Entry.Key key, CompletableFuture<Taken> mine, Taken taken) {
    if (taken instanceof Taken.Fresh(Entry entry)) {
      // Held until all who wait have their own holds, or it could be evicted before.
      try (Hold _ = entry.hold(System.nanoTime())) {
        shelve(entry);
        pending.remove(key, mine);
        mine.complete(taken);
      }
    } else {
      pending.remove(key, mine);
      mine.complete(taken);
    }
  }

  private void shelve(Entry entry) {
    entry.sharesDate(knownDates.isShared(entry.name(), entry.version()));
    shelf.put(entry);
    if (entry.version().body() instanceof Body.Sealed sealed) {
      sealed.seal().whenOver(() -> shelf.succeed(entry));
    } else {
      shelf.succeed(entry);
    }
  }

  private CompletableFuture<Acquisition> acquisition(Taken taken, String name, Policy policy) {
    return switch (taken) {
      case Taken.Fresh(Entry entry) -> CompletableFuture.completedFuture(StandIns.held(entry, 0));
      case Taken.Writing() -> standIns.of(name, policy.whileWriting());
      case Taken.Changing() -> CompletableFuture.completedFuture(new Acquisition.Unstable(true));
      case Taken.Full(String reason) ->
          CompletableFuture.completedFuture(new Acquisition.Saturated(reason));
      case Taken.Failed(String reason) ->
          CompletableFuture.completedFuture(new Acquisition.Unreadable(reason));
    };
  }

  /**
   * A version that was replaced, for a client that resumes.
   *
   * @param name of a version that the client could have instead
   * @param tag whether it is the one wanted; called under a lock
   */
  public Optional<Hold> pinned(String name, Predicate<EntityTag> tag) {
    return pins.find(name, tag, System.nanoTime());
  }

  /** Drops what has been unused for long; to be called now and then. */
  public void sweep() {
    long now = System.nanoTime();
    shelf.dropUnusedSince(now - IDLE_MAX_NANOS);
    pins.sweep(now);
  }

  /** Drops versions that nobody uses where a disk gets full; to be called every second. */
  public void leaveSpace() {
    freeSpace.look();
  }

  /** Drops some versions that nobody uses, because descriptors have run out. */
  public void shrink() {
    shelf.evictSome();
  }

  /** Versions that can be found. */
  public long versions() {
    return shelf.size();
  }

  /** Holds on versions that can be found. */
  public long holds() {
    return shelf.holds();
  }

  /** Bytes of versions in memory. */
  public long memoryBytes() {
    return memory.usedBytes();
  }

  /** Bytes of versions in unnamed files. */
  public long diskBytes() {
    return disk.usedBytes();
  }

  /** Bytes of replaced versions kept for clients that resume. */
  public long pinnedBytes() {
    return pins.bytes();
  }

  /** Leases held on live files. */
  public long leases() {
    return guards.count();
  }

  /** Takes no version from now on, and gives up the copies under way. */
  public void end() {
    ending = true;
  }

  /**
   * Drops everything not in use, and waits within a bound until it is given back; the rest goes
   * with its last hold.
   */
  @Override
  public void close() {
    end();
    shelf.dropAll();
    guards.close();
    disposal.close();
  }
}
