package dev.untorn.origin.object.ban;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.record.FillSubject;
import dev.untorn.origin.object.record.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The bans of a store. An object has the sequence number of the last ban from before its origin was
 * asked; later bans that match purge it. A ban is kept until nothing that it matches is left, on
 * the disk or being fetched. Thread-safe.
 */
public final class Bans {
  /** Each costs lookups up to a microsecond until it is retired. */
  static final int BANS_MAX = 512;

  /** All together fit into one record. */
  static final int VALUE_MAX_BYTES = 1024;

  /**
   * What holds now.
   *
   * @param retired the highest sequence number of one that is not kept any more
   */
  private record State(BanFile file, long retired) {
    private long last() {
      return file.last();
    }

    private List<Ban> bans() {
      return file.bans();
    }
  }

  private final StoreFiles files;
  private final Set<FillSubject> filling = Collections.newSetFromMap(new IdentityHashMap<>());
  private volatile State state;
  private boolean ended;

  private Bans(StoreFiles files, BanFile found) {
    this.files = files;
    this.state = new State(found, 0);
  }

  /** Those of former processes. */
  public static Bans of(StoreFiles files) throws IOException {
    return new Bans(files, BanFile.read(files));
  }

  /** The number of the last ban. Never blocks. */
  public long sequence() {
    return state.last();
  }

  /** Purges what matches and was requested from its origin until now. Blocks. */
  public synchronized BanResult add(Ban.Kind kind, String value) throws IOException {
    State old = state;
    long nowMillis = System.currentTimeMillis();
    // Higher than those of a lost file, too.
    Ban ban = Ban.of(Math.max(old.last() + 1, nowMillis), kind, value, nowMillis);
    List<Ban> kept = old.bans().stream().filter(each -> !each.isSameAs(ban)).toList();
    if (ban.value().getBytes(StandardCharsets.UTF_8).length > VALUE_MAX_BYTES) {
      return new BanResult.TooLong(VALUE_MAX_BYTES);
    }
    if (kept.size() >= BANS_MAX) {
      return new BanResult.TooMany(BANS_MAX);
    }
    List<Ban> all = Stream.concat(kept.stream(), Stream.of(ban)).toList();
    BanFile file = new BanFile(ban.sequence(), all);
    file.write(files);
    state = new State(file, old.retired());
    notifyAll();
    return new BanResult.Banned(ban);
  }

  /** Whether an object is purged. Never blocks. */
  public boolean isBanned(StoredObject object) {
    return isBanned(object.key(), object.head(), object.sequence());
  }

  /** Whether what is being fetched is purged. Never blocks. */
  public boolean isBanned(FillSubject subject) {
    return isBanned(subject.key(), subject.head(), subject.sequence());
  }

  /** Whether a response to a request from that time is purged. Never blocks. */
  public boolean isBanned(String key, StoredHead head, long sequence) {
    return state.file().isBanned(key, head, sequence);
  }

  /**
   * Whether the response to a request may be stored that has just been answered; {@link #begin}
   * comes before. Not if it may have been purged by a ban that is not kept any more.
   */
  public boolean mayStore(FillSubject subject) {
    return subject.sequence() >= state.retired() && !isBanned(subject);
  }

  /** A fill begins, new or again: the bans that it matches are kept until {@link #end}. */
  public synchronized void begin(FillSubject subject) {
    filling.add(subject);
  }

  /** All that a fill led to can be found on the disk. */
  public synchronized void end(FillSubject subject) {
    filling.remove(subject);
  }

  /** Waits until there is a ban; false once ended. */
  public synchronized boolean awaitSome() {
    try {
      while (state.bans().isEmpty() && !ended) {
        wait();
      }
    } catch (InterruptedException e) {
      ended = true; // Nobody interrupts its thread but the end of the process.
    }
    return !ended;
  }

  /** Ends the waiting. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  /**
   * Retires the bans up to a sequence number, but those that what is being fetched matches: nothing
   * else that they match is left. Blocks.
   */
  public synchronized void retire(long sequence) throws IOException {
    State old = state;
    List<Ban> kept =
        old.bans().stream()
            .filter(ban -> ban.sequence() > sequence || filling.stream().anyMatch(ban::matches))
            .toList();
    long retired =
        old.bans().stream()
            .filter(ban -> !kept.contains(ban))
            .mapToLong(Ban::sequence)
            .reduce(old.retired(), Math::max);
    if (kept.size() < old.bans().size()) {
      state = new State(new BanFile(old.last(), kept), retired);
      state.file().write(files);
    }
  }
}
