package dev.untorn.version;

import dev.untorn.config.Mode;
import dev.untorn.config.StoreSettings;
import dev.untorn.linux.LinuxFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

  private final Mode mode;
  private final StoreSettings settings;
  private final StoreObserver observer;
  private final Executor sealers;
  private final Shelf shelf;
  private final Spool spool;
  private final Taker taker;
  private final Disposal disposal = new Disposal();
  private final Budget memory;
  private final Budget disk;
  private final ConcurrentHashMap<Entry.Key, CompletableFuture<Taken>> pending =
      new ConcurrentHashMap<>();

  /**
   * A store for files below one directory.
   *
   * @param spoolDirectory for unnamed files; like the served directory it stays the caller's
   * @param sealers threads for copies that take long
   */
  public VersionStore(
      Mode mode,
      StoreSettings settings,
      LinuxFile served,
      Optional<LinuxFile> spoolDirectory,
      Executor sealers,
      StoreObserver observer)
      throws IOException {
    this.mode = mode;
    this.settings = settings;
    this.observer = observer;
    this.sealers = sealers;
    this.shelf = new Shelf(settings.versions(), observer);
    this.memory = new Budget(settings.memory().bytes());
    this.disk = new Budget(settings.disk().bytes());
    this.spool = Spool.of(served, spoolDirectory);
    Room room = new Room(memory, disk, shelf::evictOne);
    this.taker =
        new Taker(
            spool,
            List.of(
                new MemorySealer(settings.memoryFileMax().bytes(), room, observer),
                new CloneSealer(spool, room, disposal, observer),
                new CopySealer(CopyTargets.onDisk(spool, room), disposal, observer),
                new CopySealer(CopyTargets.inMemory(room), disposal, observer)),
            settings.memoryFileMax().bytes(),
            settings.writerHold().toNanos(),
            observer);
  }

  /**
   * The version with this stamp, if it is at hand. Never waits: for the event loop. The stamp must
   * have been read after the request came in.
   */
  public @Nullable Hold find(Stamp stamp, Representation representation) {
    return shelf.find(new Entry.Key(stamp, representation));
  }

  /**
   * Takes a version of an open file, or joins those who are taking it already. Owns the source from
   * the call on. Blocks while a small file is read or a clone is made; long copies run elsewhere,
   * and the result is given as soon as their first bytes may be sent.
   */
  public CompletableFuture<Acquisition> acquire(Source source) {
    Entry.Key key = new Entry.Key(Stamp.of(source.stat()), source.representation());
    Hold atHand = shelf.find(key);
    if (atHand != null) {
      source.file().close();
      return CompletableFuture.completedFuture(new Acquisition.Held(atHand));
    }
    CompletableFuture<Taken> mine = new CompletableFuture<>();
    CompletableFuture<Taken> others = pending.putIfAbsent(key, mine);
    CompletableFuture<Taken> taking = others == null ? mine : others;
    CompletableFuture<Acquisition> answer =
        taking.thenApply(taken -> acquisition(taken, source.name()));
    if (others != null) {
      source.file().close();
    } else {
      start(source, taken -> finish(key, mine, taken));
    }
    return answer;
  }

  private void start(Source source, Consumer<Taken> result) {
    if (!shelf.hasRoom()) {
      source.file().close();
      result.accept(new Taken.Full("all versions that store.versions allows are in use"));
    } else if (mode == Mode.SENDFILE) {
      Taker.takeLive(source, disposal, observer, result);
    } else if (isQuick(source)) {
      taker.take(source, result);
    } else {
      try {
        sealers.execute(() -> taker.take(source, result));
      } catch (RejectedExecutionException e) {
        source.file().close();
        result.accept(new Taken.Full("too many private copies are being made"));
      }
    }
  }

  private boolean isQuick(Source source) {
    return source.stat().sizeBytes() <= settings.memoryFileMax().bytes()
        || spool.mayClone(source.stat().device());
  }

  private void finish(Entry.Key key, CompletableFuture<Taken> mine, Taken taken) {
    if (taken instanceof Taken.Fresh(Entry entry)) {
      // Held until all who wait have their own holds, or it could be evicted before.
      try (Hold _ = entry.hold(System.nanoTime())) {
        shelf.put(entry);
        if (entry.version().body() instanceof Body.Sealed sealed) {
          sealed.seal().whenOver(() -> shelf.succeed(entry));
        } else {
          shelf.succeed(entry);
        }
        pending.remove(key, mine);
        mine.complete(taken);
      }
    } else {
      pending.remove(key, mine);
      mine.complete(taken);
    }
  }

  private Acquisition acquisition(Taken taken, String name) {
    return switch (taken) {
      case Taken.Fresh(Entry entry) -> {
        Hold hold = entry.hold(System.nanoTime());
        yield hold == null ? new Acquisition.Unstable() : new Acquisition.Held(hold);
      }
      case Taken.Writing() -> {
        Hold committed = shelf.lastCommitted(name);
        yield committed == null ? new Acquisition.Unstable() : new Acquisition.Held(committed);
      }
      case Taken.Changing() -> new Acquisition.Unstable();
      case Taken.Full(String reason) -> new Acquisition.Saturated(reason);
      case Taken.Failed(String reason) -> new Acquisition.Unreadable(reason);
    };
  }

  /** Drops what has been unused for long; to be called now and then. */
  public void sweep() {
    shelf.dropUnusedSince(System.nanoTime() - IDLE_MAX_NANOS);
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

  /** Drops everything not in use; the rest goes with its last hold. */
  @Override
  public void close() {
    shelf.dropAll();
    disposal.close();
  }
}
