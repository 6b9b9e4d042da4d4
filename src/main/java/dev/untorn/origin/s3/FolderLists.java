package dev.untorn.origin.s3;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * Lists of folders: one is made for all who ask for it at the same time, and for those who ask soon
 * after. Thread-safe.
 */
public final class FolderLists {
  /** Who puts objects waits no longer for others to see them. */
  public static final Duration REMEMBERED = Duration.ofSeconds(5);

  /** Of all lists that are remembered: some 10 MB. */
  private static final int ENTRIES_MAX = 50_000;

  private static final int LISTS_MAX = 1000;

  private static final ListResult NONE = new ListResult.Nothing();

  /** Where a list came from. */
  public enum Origin {
    /** It was made for this request. */
    MADE,
    /** It was being made for another one. */
    JOINED,
    /** It had been made. */
    REMEMBERED
  }

  /** A list; the receiver closes its memory. */
  public record Listed(Origin origin, ListResult result) {}

  /** Makes a list; the stage never completes exceptionally. */
  interface Maker {
    CompletionStage<ListResult> list(EventLoop loop, String path, String after);
  }

  /** The entries of a folder's canonical path behind a name. */
  private record Key(String path, String after) {}

  /** A list that several use; its fields are guarded by the lists. */
  private static final class Shared {
    private final CompletableFuture<ListResult> result = new CompletableFuture<>();

    /** Who may read it: requests, and these lists while they remember it. */
    private int users;

    private int entries;
    private long madeMillis;
  }

  private final Maker maker;
  private final InstantSource clock;
  private final Map<Key, Shared> underWay = new HashMap<>();

  /** The oldest first. */
  private final Map<Key, Shared> made = new LinkedHashMap<>();

  private int madeEntries;

  FolderLists(Maker maker, InstantSource clock) {
    this.maker = maker;
    this.clock = clock;
  }

  /**
   * What is below a folder's canonical path. The stage never completes exceptionally.
   *
   * @param loop asks the bucket
   * @param after the entries begin behind this name; empty: with the first one
   * @param accepted whether a list of an age in milliseconds will do
   */
  public CompletionStage<Listed> list(
      EventLoop loop, String path, String after, LongPredicate accepted) {
    Key key = new Key(path, after);
    Shared shared;
    Origin origin;
    synchronized (this) {
      forgetOld();
      Shared known = made.get(key);
      if (known != null && accepted.test(clock.millis() - known.madeMillis)) {
        origin = Origin.REMEMBERED;
        shared = known;
      } else {
        origin = underWay.containsKey(key) ? Origin.JOINED : Origin.MADE;
        shared = underWay.computeIfAbsent(key, _ -> new Shared());
      }
      shared.users++;
    }
    if (origin == Origin.MADE) {
      var _ = maker.list(loop, path, after).thenAccept(result -> made(key, shared, result));
    }
    return shared.result.thenApply(result -> new Listed(origin, used(shared, result)));
  }

  /** The lists of folders of these paths are made anew for who asks from now on. */
  public synchronized void forget(Predicate<String> paths) {
    underWay.keySet().removeIf(key -> paths.test(key.path));
    made.entrySet().removeIf(each -> paths.test(each.getKey().path) && ended(each.getValue()));
  }

  private void made(Key key, Shared shared, ListResult result) {
    synchronized (this) {
      boolean isCurrent = underWay.remove(key, shared);
      if (isCurrent && result instanceof ListResult.Entries list) {
        remember(key, shared, list.entries().size());
      }
    }
    var _ = shared.result.complete(result);
  }

  private void remember(Key key, Shared shared, int entries) {
    shared.users++;
    shared.entries = entries;
    shared.madeMillis = clock.millis();
    madeEntries += entries;
    Shared older = made.remove(key);
    if (older != null) {
      ended(older);
    }
    made.put(key, shared);
    forgetOld();
  }

  private void forgetOld() {
    long nowMillis = clock.millis();
    for (Iterator<Shared> oldest = made.values().iterator(); oldest.hasNext(); ) {
      Shared next = oldest.next();
      long ageMillis = nowMillis - next.madeMillis;
      boolean isFresh = ageMillis >= 0 && ageMillis < REMEMBERED.toMillis();
      if (isFresh && madeEntries <= ENTRIES_MAX && made.size() <= LISTS_MAX) {
        return;
      }
      oldest.remove();
      ended(next);
    }
  }

  /** It is remembered no longer. */
  private boolean ended(Shared shared) {
    madeEntries -= shared.entries;
    release(shared);
    return true;
  }

  private ListResult used(Shared shared, ListResult result) {
    if (!(result instanceof ListResult.Entries list)) {
      return result;
    }
    AtomicBoolean closed = new AtomicBoolean();
    return new ListResult.Entries(
        list.entries(),
        list.next(),
        () -> {
          if (closed.compareAndSet(false, true)) {
            release(shared);
          }
        });
  }

  private synchronized void release(Shared shared) {
    shared.users--;
    if (shared.users == 0 && shared.result.getNow(NONE) instanceof ListResult.Entries list) {
      list.memory().close();
    }
  }
}
