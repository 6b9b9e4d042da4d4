package dev.untorn.version;

import dev.untorn.config.StoreSettings;
import dev.untorn.linux.Machine;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.SharedFile;
import dev.untorn.semantics.EntityTag;
import dev.untorn.version.lease.GuardCopies;
import dev.untorn.version.lease.Guards;
import dev.untorn.version.lease.LeaseWatcher;
import dev.untorn.version.lease.StagingPool;
import dev.untorn.version.lease.WriterStaging;
import dev.untorn.version.snapshot.CopyScheduler;
import dev.untorn.version.snapshot.SealerChain;
import dev.untorn.version.snapshot.Snapshotter;
import dev.untorn.version.space.Budget;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.Descriptors;
import dev.untorn.version.space.Disposal;
import dev.untorn.version.space.FreeSpace;
import dev.untorn.version.space.PrivateFiles;
import dev.untorn.version.space.Spool;
import dev.untorn.version.store.Acquisitions;
import dev.untorn.version.store.PinnedVersions;
import dev.untorn.version.store.StaleVersions;
import dev.untorn.version.store.VersionCache;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes versions, shares each among all requests, and frees those neither used nor wanted. Bounded
 * in bytes and in number; a version in use is never freed. Thread-safe.
 */
public final class VersionStore implements AutoCloseable {
  /** Versions unused for longer are dropped: their descriptors may keep blocks of deleted files. */
  private static final long IDLE_MAX_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** The share of a writer's wait reserved for cutting slow clients. */
  private static final int GIVING_UP_SHARE = 16;

  private final VersionCache cache;
  private final PinnedVersions pinned;
  private final LeaseWatcher watcher;
  private final Guards guards;
  private final Spool spool;
  private final Acquisitions acquisitions;
  private final Disposal disposal = new Disposal();
  private final Capacity capacity;
  private final FreeSpace freeSpace;
  private volatile boolean ending;

  /** A store for files below a directory. The caller owns the directories and runs the sealers. */
  public VersionStore(
      StoreSettings settings,
      LinuxFile served,
      Optional<LinuxFile> spoolDirectory,
      Executor sealers,
      StoreObserver observer)
      throws IOException {
    CopyScheduler scheduler = new CopyScheduler(sealers);
    Descriptors descriptors = Descriptors.ofThisProcess();
    this.pinned =
        new PinnedVersions(settings.pinned().bytes(), settings.pinTime().toNanos(), descriptors);
    this.cache = new VersionCache(settings.versions(), descriptors, pinned, observer);
    StaleVersions stale = new StaleVersions(cache, settings.maxStale().toNanos());
    this.capacity =
        new Capacity(
            new Budget(settings.memory().bytes()),
            new Budget(settings.disk().bytes()),
            descriptors,
            cache);
    this.spool = new Spool(served, spoolDirectory);
    PrivateFiles files = new PrivateFiles(spool, capacity, disposal);
    this.freeSpace = new FreeSpace(spool, capacity);
    long writerHoldNanos = writerHoldNanos(settings);
    this.watcher = new LeaseWatcher(writerHoldNanos);
    GuardCopies copies =
        new GuardCopies(
            files, descriptors, settings.breakCopy().bytes(), writerHoldNanos, observer);
    StagingPool stages = new StagingPool(capacity, settings.memory().bytes());
    this.guards = new Guards(copies, new WriterStaging(copies, stages), watcher, observer);
    SealerChain chain = new SealerChain(settings, files, guards, scheduler, observer);
    this.acquisitions =
        new Acquisitions(
            cache,
            stale,
            freeSpace,
            chain,
            new Snapshotter(watcher, observer, () -> ending),
            scheduler,
            capacity);
  }

  /** Well below the kernel's bound, less the time to cut slow clients. */
  private static long writerHoldNanos(StoreSettings settings) {
    long kernelNanos = TimeUnit.SECONDS.toNanos(Machine.leaseBreakSeconds());
    long boundNanos = Math.min(settings.writerHold().toNanos(), kernelNanos / 4);
    return boundNanos - boundNanos / GIVING_UP_SHARE;
  }

  /** The version, if cached. Never blocks. The identity must be newer than the request. */
  public @Nullable Hold find(Identity identity, Representation representation, Policy policy) {
    return cache.find(new Entry.Key(identity, representation, policy));
  }

  /**
   * Takes a version of a source, or joins the requests already waiting for it. Owns the source.
   * Blocks while it reads a small file or makes a clone; other threads do the rest. Completes when
   * the first bytes may be sent.
   */
  public CompletableFuture<Acquisition> acquire(Source source) {
    return acquisitions.acquire(source);
  }

  /** As {@link #acquire}, for the event loop. Null if it might block: you keep the source. */
  public @Nullable Hold acquireAtOnce(OpenFile source) {
    return acquisitions.acquireAtOnce(source);
  }

  public KnownDates knownDates() {
    return acquisitions.knownDates();
  }

  /**
   * A version for a client that resumes: replaced, perhaps before its copy was complete. {@code
   * tag} matches the client's version; may be called under a lock.
   */
  public Optional<Hold> pinned(Hold current, Predicate<EntityTag> tag) {
    long now = System.nanoTime();
    Entry.File file = Entry.File.of(Entry.Key.of(current.version()));
    synchronized (pinned) { // Or it could move between the two lookups.
      Entry committed = cache.lastCommitted(current.name(), file);
      // It is pinned only once its successor is complete, which may take long.
      Hold hold =
          committed != null && tag.test(committed.version().tag()) ? committed.hold(now) : null;
      return hold == null ? pinned.find(current, tag, now) : Optional.of(hold);
    }
  }

  /** Drops all versions of some files, even those being taken; counts them. Responses complete. */
  public int drop(Predicate<String> name) {
    return acquisitions.drop(name);
  }

  /** Serves this directory, which its owner may close. Pins all versions if it is another one. */
  public void serve(SharedFile root, boolean another) {
    if (another) {
      cache.replaceAll();
    }
    spool.serve(root);
  }

  /** Drops versions unused for long; call it now and then. */
  public void sweep() {
    long now = System.nanoTime();
    cache.dropUnused(entry -> now - entry.usedNanos() > IDLE_MAX_NANOS);
    pinned.sweep(now);
  }

  /** Drops the versions of these names that nobody uses: their files are to go. */
  public void dropUnused(Set<String> names) {
    cache.dropUnused(entry -> names.contains(entry.name()));
  }

  /** Drops unused versions where a disk gets full; call it every second. */
  public void leaveSpace() {
    freeSpace.look();
  }

  /** Drops some unused versions, because descriptors have run out. */
  public void shrink() {
    cache.evictSome();
  }

  public long versions() {
    return cache.size();
  }

  public long holds() {
    return cache.holds();
  }

  public long memoryBytes() {
    return capacity.memory().usedBytes();
  }

  public long diskBytes() {
    return capacity.disk().usedBytes();
  }

  public long pinnedBytes() {
    return pinned.bytes();
  }

  public long leases() {
    return watcher.count();
  }

  /** Stops taking versions, and gives up copies under way. */
  public void end() {
    ending = true;
  }

  /** Drops all unused versions, and waits a while until they are freed. */
  @Override
  public void close() {
    end();
    cache.dropAll();
    guards.close();
    watcher.close();
    disposal.close();
  }
}
