package dev.untorn.version.store;

import dev.untorn.version.Acquisition;
import dev.untorn.version.Entry;
import dev.untorn.version.Fetch;
import dev.untorn.version.Hold;
import dev.untorn.version.KnownDates;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Source;
import dev.untorn.version.Version;
import dev.untorn.version.VersionStore;
import dev.untorn.version.snapshot.CopyScheduler;
import dev.untorn.version.snapshot.Sealer;
import dev.untorn.version.snapshot.SealerChain;
import dev.untorn.version.snapshot.SnapshotResult;
import dev.untorn.version.snapshot.Snapshotter;
import dev.untorn.version.snapshot.Writeback;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.FreeSpace;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes each version once and shares it among all requests that wait for it. Thread-safe. */
public final class Acquisitions {
  private final VersionCache cache;
  private final StaleVersions stale;
  private final FreeSpace freeSpace;
  private final KnownDates knownDates = new KnownDates();
  private final SealerChain chain;
  private final Snapshotter snapshotter;
  private final CopyScheduler scheduler;
  private final Fetches fetches;
  private final BooleanSupplier ending;
  private final ConcurrentHashMap<Entry.Key, CompletableFuture<SnapshotResult>> pending =
      new ConcurrentHashMap<>();

  public Acquisitions(
      VersionCache cache,
      StaleVersions stale,
      FreeSpace freeSpace,
      SealerChain chain,
      Snapshotter snapshotter,
      CopyScheduler scheduler,
      Capacity capacity) {
    this.cache = cache;
    this.stale = stale;
    this.freeSpace = freeSpace;
    this.chain = chain;
    this.snapshotter = snapshotter;
    this.scheduler = scheduler;
    this.fetches = new Fetches(capacity);
    this.ending = snapshotter.ending();
  }

  /** As {@link VersionStore#acquire}. */
  public CompletableFuture<Acquisition> acquire(Source source) {
    Entry.Key key = Entry.Key.of(source);
    Hold atHand = cache.find(key);
    if (atHand != null) {
      source.close();
      return CompletableFuture.completedFuture(new Acquisition.Held(atHand, 0));
    }
    CompletableFuture<SnapshotResult> mine = new CompletableFuture<>();
    CompletableFuture<SnapshotResult> others = pending.putIfAbsent(key, mine);
    CompletableFuture<SnapshotResult> taking = others == null ? mine : others;
    CompletableFuture<Acquisition> answer =
        taking.thenCompose(how -> acquisition(how, source.name(), key));
    // Another thread may have taken it since cache.find().
    Entry taken = others == null ? cache.reusable(key) : null;
    if (taken != null) {
      pending.remove(key, mine);
      mine.complete(new SnapshotResult.Fresh(taken));
    }
    if (others != null || taken != null) {
      source.close();
    } else {
      begin(source, how -> finish(key, mine, how));
    }
    return answer;
  }

  /** As {@link VersionStore#acquireAtOnce}. */
  public @Nullable Hold acquireAtOnce(OpenFile source) {
    Entry.Key key = Entry.Key.of(source);
    Hold atHand = cache.find(key);
    if (atHand != null) {
      source.file().close();
      return atHand;
    }
    Sealer way = chain.atOnce(source, cache.isRestless(source.name()));
    if (way == null || ending.getAsBoolean() || pending.containsKey(key) || !cache.hasRoom()) {
      return null;
    }
    Entry entry = snapshotter.takeAtOnce(source, way);
    if (entry == null) {
      return null;
    }
    Hold hold = entry.hold(System.nanoTime());
    keep(entry);
    return hold;
  }

  private void begin(Source source, Consumer<SnapshotResult> result) {
    try {
      if (source instanceof OpenFile) {
        freeSpace.look();
      }
      if (ending.getAsBoolean()) {
        refuse(source, "the server is being stopped", result);
      } else if (!cache.hasRoom()) {
        refuse(source, "all versions that store.versions allows are in use", result);
      } else {
        switch (source) {
          case OpenFile file -> start(file, result);
          case Fetch fetch -> fetches.begin(fetch, result);
        }
      }
    } catch (RuntimeException | Error e) {
      // A bug; later requests for this version must not wait for ever.
      source.close();
      result.accept(SnapshotResult.unreadable("internal error: " + e));
    }
  }

  private static void refuse(Source source, String reason, Consumer<SnapshotResult> result) {
    source.close();
    result.accept(SnapshotResult.saturated(reason));
  }

  private void start(OpenFile source, Consumer<SnapshotResult> result) {
    if (chain.isQuick(source)) {
      take(source, result);
    } else {
      try {
        scheduler.begin(() -> takeInTurn(source, result));
      } catch (RejectedExecutionException e) {
        refuse(source, "too many private copies are being made", result);
      }
    }
  }

  private void takeInTurn(OpenFile source, Consumer<SnapshotResult> result) {
    if (chain.waitsForDisk(source)) {
      scheduler.goOn(new Writeback(source, () -> take(source, result), ending));
    } else {
      take(source, result);
    }
  }

  private void take(OpenFile source, Consumer<SnapshotResult> result) {
    boolean restless = cache.isRestless(source.name());
    snapshotter.take(
        source, chain.of(source.policy(), restless), chain.whileWritten(source.policy()), result);
  }

  /** As {@link VersionStore#drop}. */
  public int drop(Predicate<String> name) {
    for (CompletableFuture<SnapshotResult> taking : pending.values()) {
      var _ =
          taking.thenAccept(result -> {
            if (result instanceof SnapshotResult.Fresh(Entry entry) && name.test(entry.name())) {
              cache.drop(entry);
            }
          });
    }
    return cache.dropNamed(name);
  }

  private void finish(
      Entry.Key key, CompletableFuture<SnapshotResult> mine, SnapshotResult result) {
    Entry fresh = result instanceof SnapshotResult.Fresh(Entry entry) ? entry : null;
    // Held until all waiting requests have their own holds, so that it cannot be evicted before.
    try (Hold _ = fresh == null ? null : fresh.hold(System.nanoTime())) {
      if (fresh != null) {
        keep(fresh);
      }
      pending.remove(key, mine);
      mine.complete(result);
    }
  }

  public KnownDates knownDates() {
    return knownDates;
  }

  private void keep(Entry entry) {
    Version version = entry.version();
    knownDates.note(entry.name(), version.lastModifiedSeconds(), version);
    cache.put(entry);
    version.body().whenOver(() -> cache.makeCurrent(entry));
  }

  private CompletableFuture<Acquisition> acquisition(
      SnapshotResult result, String name, Entry.Key key) {
    return switch (result) {
      case SnapshotResult.Fresh(Entry entry) ->
          CompletableFuture.completedFuture(StaleVersions.held(entry, 0));
      case SnapshotResult.Writing() -> stale.of(name, key);
      case SnapshotResult.Refused(Acquisition why) -> CompletableFuture.completedFuture(why);
    };
  }
}
