package dev.untorn.version;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.digest.Digests;
import dev.untorn.version.lease.Guard;
import dev.untorn.version.lease.GuardCopy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A version with its count of references: the store's and one per hold. Thread-safe. */
public final class Entry {
  /**
   * The store's lookup key. It includes the policy: one path may serve a file that is being written
   * (as of one moment), another path to the same file may not.
   */
  public record Key(Identity identity, Representation representation, Policy policy) {
    public static Key of(Version version) {
      return new Key(version.identity(), version.representation(), version.policy());
    }

    public static Key of(Source source) {
      return new Key(source.identity(), source.representation(), source.policy());
    }
  }

  /** A file in any state: names that are hard links share it. */
  public record File(Identity.Subject subject, Representation representation, Policy policy) {
    public static File of(Key key) {
      return new File(key.identity().subject(), key.representation(), key.policy());
    }
  }

  /** A name without a writer for so long is at rest again. */
  private static final long RESTLESS_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final String name;
  private final Version version;
  private final Freshness freshness;
  private final boolean committed;
  private final Runnable free;
  private final Digests digests = new Digests();
  private final AtomicInteger users = new AtomicInteger(1);
  private final AtomicBoolean inStore = new AtomicBoolean(true);
  private final long takenNanos;
  private final AtomicLong standInNanos = new AtomicLong();
  private volatile long usedNanos = System.nanoTime();
  private volatile boolean followsWritten;

  /**
   * An entry with one reference, the store's. {@code committed} if no program was known to have the
   * file open for writing; its snapshot began at {@code takenNanos} (System.nanoTime).
   */
  public Entry(
      String name,
      Version version,
      Freshness freshness,
      boolean committed,
      long takenNanos,
      Runnable free) {
    this.name = name;
    this.version = version;
    this.freshness = freshness;
    this.committed = committed;
    this.takenNanos = takenNanos;
    this.free = free;
  }

  public String name() {
    return name;
  }

  public Version version() {
    return version;
  }

  public Digests digests() {
    return digests;
  }

  public boolean isCommitted() {
    return committed;
  }

  /** Notes that the file is in this state and not being written. */
  public void isCurrent() {
    if (standInNanos.get() != 0) {
      standInNanos.set(0);
    }
  }

  /** How long it has been served stale, while the file is being written; from now if not yet. */
  public long standingInNanos(long nowNanos) {
    standInNanos.compareAndSet(0, nowNanos);
    return nowNanos - standInNanos.get();
  }

  public Key key() {
    return Key.of(version);
  }

  public File file() {
    return File.of(key());
  }

  public @Nullable LinuxFile privateFile() {
    return switch (version.body()) {
      case Body.Sealed(LinuxFile file, CopyProgress _, LinuxFile _) -> file;
      case Body.Leased(Guard guard) -> guard.copy().map(GuardCopy::file).orElse(null);
      case Body.Memory _, Body.Live _ -> null;
    };
  }

  private @Nullable LinuxFile original() {
    return switch (version.body()) {
      case Body.Sealed(LinuxFile _, CopyProgress _, LinuxFile source) -> source;
      case Body.Leased(Guard guard) -> guard.file();
      case Body.Live(LinuxFile file) -> file;
      case Body.Memory _ -> null;
    };
  }

  /** Whether its file is open, so that no other file can get its inode number. */
  public boolean keepsFileOpen() {
    return original() != null;
  }

  /** Whether only this entry keeps the blocks of a deleted file. */
  public boolean keepsDeletedFile() {
    LinuxFile original = original();
    try (Hold hold = original == null ? null : holdUnused()) { // The hold keeps it open.
      return original != null && hold != null && original.stat().links() == 0;
    } catch (KernelException e) {
      return false;
    }
  }

  public boolean isOlderThan(Entry other) {
    return takenNanos - other.takenNanos < 0;
  }

  public boolean isReusable(long nowNanos) {
    if (version.body() instanceof Body.Leased leased) {
      switch (leased.guard().phase()) {
        case STANDING -> {
          return true; // No program can have written since.
        }
        case BREAKING -> {
          return false; // Whether there will be a copy is not known yet.
        }
        case PRIVATE, ENDED -> {}
      }
    }
    return freshness.lastsAt(nowNanos) && !isBroken();
  }

  /** Whether bytes of it are missing for good. */
  public boolean isBroken() {
    return switch (version.body()) {
      case Body.Sealed sealed -> sealed.copyProgress().state() == CopyProgress.State.BROKEN;
      case Body.Leased(Guard guard) ->
          switch (guard.phase()) {
            case STANDING, BREAKING -> false;
            case PRIVATE -> guard.copy().orElseThrow().from() > 0;
            case ENDED -> true;
          };
      case Body.Memory _, Body.Live _ -> false;
    };
  }

  public void follows(Entry before) {
    followsWritten = before.isRestless(System.nanoTime());
  }

  /** Whether its snapshot began before a moment (System.nanoTime). */
  public boolean isTakenBefore(long nanos) {
    return takenNanos - nanos < 0;
  }

  /** Whether a writer came while this entry was leased, or recently while its predecessor was. */
  public boolean isRestless(long nowNanos) {
    boolean written =
        version.body() instanceof Body.Leased leased && leased.guard().lease().hasBroken();
    return written || (followsWritten && nowNanos - takenNanos < RESTLESS_NANOS);
  }

  /** Whether clients may resume it: not if it was sent in one piece. */
  public boolean isResumable() {
    return switch (version.body()) {
      case Body.Sealed _, Body.Leased _ -> true;
      case Body.Memory _, Body.Live _ -> false;
    };
  }

  public long usedNanos() {
    return usedNanos;
  }

  public boolean isInStore() {
    return inStore.get();
  }

  public int holds() {
    return Math.max(0, users.get() - 1);
  }

  public boolean isHeld() {
    return holds() > 0;
  }

  /** A new hold, or null if the resources are already freed. */
  public @Nullable Hold hold(long nowNanos) {
    Hold hold = hold(true);
    if (hold != null) {
      usedNanos = nowNanos;
    }
    return hold;
  }

  /** As {@link #hold}, but not counted as a use. */
  public @Nullable Hold holdUnused() {
    return hold(false);
  }

  @Nullable Hold hold(boolean isUse) {
    int count = users.get();
    while (count > 0) {
      if (users.compareAndSet(count, count + 1)) {
        return new EntryHold(this, isUse);
      }
      count = users.get();
    }
    return null;
  }

  /** Ends the store's reference; false if that was done before. */
  public boolean dropFromStore() {
    boolean first = inStore.compareAndSet(true, false);
    if (first) {
      release();
    }
    return first;
  }

  /** Ends a hold. The end of a use, however long ago it began, sets the time of last use. */
  void release(boolean isUse) {
    if (isUse && isResumable()) {
      usedNanos = System.nanoTime();
    }
    release();
  }

  private void release() {
    if (users.decrementAndGet() == 0) {
      free.run();
    }
  }
}
