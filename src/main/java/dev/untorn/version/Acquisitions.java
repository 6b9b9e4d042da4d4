package dev.untorn.version;

import dev.untorn.config.Mode;
import dev.untorn.config.TagBasis;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Has versions taken, each once for all who ask for it meanwhile. Thread-safe. */
final class Acquisitions {
  private final Shelf shelf;
  private final StandIns standIns;
  private final PrivateFiles files;
  private final FreeSpace freeSpace;
  private final KnownDates knownDates = new KnownDates();
  private final Chains chains;
  private final Taker taker;
  private final Turns turns;
  private final long memoryFileMaxBytes;
  private final BooleanSupplier ending;
  private final ConcurrentHashMap<Entry.Key, CompletableFuture<Taken>> pending =
      new ConcurrentHashMap<>();

  Acquisitions(
      Shelf shelf,
      StandIns standIns,
      PrivateFiles files,
      FreeSpace freeSpace,
      Chains chains,
      Taker taker,
      Turns turns,
      long memoryFileMaxBytes,
      BooleanSupplier ending) {
    this.shelf = shelf;
    this.standIns = standIns;
    this.files = files;
    this.freeSpace = freeSpace;
    this.chains = chains;
    this.taker = taker;
    this.turns = turns;
    this.memoryFileMaxBytes = memoryFileMaxBytes;
    this.ending = ending;
  }

  /** As {@link VersionStore#acquire}. */
  CompletableFuture<Acquisition> acquire(Source source) {
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
        taking.thenCompose(how -> acquisition(how, source.name(), key));
    // Another may have taken it between the look and the entry.
    Entry taken = others == null ? shelf.reusable(key) : null;
    if (taken != null) {
      pending.remove(key, mine);
      mine.complete(new Taken.Fresh(taken));
    }
    if (others != null || taken != null) {
      source.file().close();
    } else {
      begin(source, how -> finish(key, mine, how));
    }
    return answer;
  }

  /** As {@link VersionStore#acquireAtOnce}. */
  @Nullable Hold acquireAtOnce(Source source) {
    Entry.Key key = keyOf(source);
    Hold atHand = shelf.find(key);
    if (atHand != null) {
      source.file().close();
      return atHand;
    }
    Sealer way = chains.atOnce(source, shelf.isRestless(source.name()));
    if (way == null || ending.getAsBoolean() || pending.containsKey(key) || !shelf.hasRoom()) {
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

  private void begin(Source source, Consumer<Taken> result) {
    try {
      start(source, result);
    } catch (RuntimeException | Error e) {
      // A bug; but all who ask for this version from now on would wait for ever.
      source.file().close();
      result.accept(new Taken.Failed("internal error: " + e));
    }
  }

  private void start(Source source, Consumer<Taken> result) {
    freeSpace.look();
    if (ending.getAsBoolean()) {
      source.file().close();
      result.accept(new Taken.Full("the server is being stopped"));
    } else if (!shelf.hasRoom()) {
      source.file().close();
      result.accept(new Taken.Full("all versions that store.versions allows are in use"));
    } else if (isQuick(source)) {
      take(source, result);
    } else {
      try {
        turns.begin(() -> takeInTurn(source, result));
      } catch (RejectedExecutionException e) {
        source.file().close();
        result.accept(new Taken.Full("too many private copies are being made"));
      }
    }
  }

  private void takeInTurn(Source source, Consumer<Taken> result) {
    if (chains.waitsForDisk(source)) {
      turns.goOn(new Writeback(source, () -> take(source, result), ending));
    } else {
      take(source, result);
    }
  }

  private void take(Source source, Consumer<Taken> result) {
    boolean restless = shelf.isRestless(source.name());
    taker.take(
        source, chains.of(source.policy(), restless), chains.whileWritten(source.policy()), result);
  }

  private boolean isQuick(Source source) {
    return source.policy().mode() == Mode.SENDFILE
        || source.stat().sizeBytes() <= memoryFileMaxBytes
        || (source.policy().tags() == TagBasis.STAMP
            && files.clonesAtOnce(source.file(), source.stat()));
  }

  /** As {@link VersionStore#drop}. */
  int drop(Predicate<String> name) {
    for (CompletableFuture<Taken> taking : pending.values()) {
      var _ =
          taking.thenAccept(taken -> {
            if (taken instanceof Taken.Fresh(Entry entry) && name.test(entry.name())) {
              shelf.drop(entry);
            }
          });
    }
    return shelf.dropNamed(name);
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

  KnownDates knownDates() {
    return knownDates;
  }

  private void shelve(Entry entry) {
    Version version = entry.version();
    knownDates.note(entry.name(), version.lastModifiedSeconds(), version);
    shelf.put(entry);
    if (version.body() instanceof Body.Sealed sealed) {
      sealed.seal().whenOver(() -> shelf.succeed(entry));
    } else {
      shelf.succeed(entry);
    }
  }

  private CompletableFuture<Acquisition> acquisition(Taken taken, String name, Entry.Key key) {
    return switch (taken) {
      case Taken.Fresh(Entry entry) -> CompletableFuture.completedFuture(StandIns.held(entry, 0));
      case Taken.Writing() -> standIns.of(name, key);
      case Taken.Changing() -> CompletableFuture.completedFuture(new Acquisition.Unstable(true));
      case Taken.Full(String reason) ->
          CompletableFuture.completedFuture(new Acquisition.Saturated(reason));
      case Taken.Failed(String reason) ->
          CompletableFuture.completedFuture(new Acquisition.Unreadable(reason));
    };
  }
}
