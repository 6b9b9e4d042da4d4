package dev.untorn.version;

import dev.untorn.linux.Filesystem;
import dev.untorn.linux.Stat;
import java.io.IOException;
import java.util.function.Consumer;

/** One attempt to take a version of an open file, possibly under a lease. One thread. */
final class Taking {
  private final Source source;
  private final Stat stat;
  private final Filesystem filesystem;
  private final LeaseWatch watch;
  private final boolean written;
  private final long startNanos = System.nanoTime();
  private final Consumer<Taken> result;

  /**
   * To be made once the lease, if any, is held: the stat taken here is the version's.
   *
   * @param written whether somebody has the file open for writing, which may be taken all the same
   */
  Taking(Source source, LeaseWatch watch, boolean written, Consumer<Taken> result)
      throws IOException {
    this.source = source;
    this.stat = source.file().stat();
    this.filesystem = Filesystem.of(source.file());
    this.watch = watch;
    this.written = written;
    this.result = result;
  }

  Source source() {
    return source;
  }

  Stat stat() {
    return stat;
  }

  Filesystem filesystem() {
    return filesystem;
  }

  LeaseWatch watch() {
    return watch;
  }

  long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  /**
   * Whether the file is as it was when this began, as far as can be told. Under a lease only {@code
   * open(O_RDONLY|O_TRUNC)} can have changed it, and touching it changes no byte. Without one the
   * timestamps decide, but ctime only while the link count is the same: replacing a file by rename
   * moves it too.
   */
  boolean isUnchanged() throws IOException {
    Stat now = source.file().stat();
    if (now.sizeBytes() != stat.sizeBytes()) {
      return false;
    }
    return watch.isLeased()
        || (now.mtimeNanos() == stat.mtimeNanos()
            && (now.ctimeNanos() == stat.ctimeNanos() || now.links() != stat.links()));
  }

  /** Hands out a version with this body. Its resources are freed by {@code free}. */
  void publish(Body body, Proof proof, Runnable free) {
    publish(version(body, proof, free));
  }

  /** Hands out a version, which from now on may be freed unless somebody holds it. */
  void publish(Entry entry) {
    result.accept(new Taken.Fresh(entry));
  }

  /** A version with this body, not yet handed out. */
  Entry version(Body body, Proof proof, Runnable free) {
    Stamp stamp = Stamp.of(stat);
    long nowNanos = Settling.nowNanos();
    boolean settled = Settling.isSettled(stamp, nowNanos);
    Entry.Reuse reuse = reuse(settled);
    boolean stampIdentifies =
        reuse == Entry.Reuse.WHILE_EQUAL && !filesystem.isBlindToMappedStores();
    EntityTag tag =
        switch (body) {
          case Body.Live _ -> EntityTags.ofLive(stamp, settled);
          case Body.Memory _, Body.Sealed _, Body.Leased _ ->
              EntityTags.ofCopy(stamp, stampIdentifies);
        };
    Version version =
        new Version(
            stamp,
            stat.sizeBytes(),
            tag,
            source.representation(),
            source.policy(),
            Math.floorDiv(Math.min(stat.mtimeNanos(), nowNanos), 1_000_000_000L),
            proof,
            body);
    return new Entry(source.name(), version, reuse, !written, free);
  }

  private Entry.Reuse reuse(boolean settled) {
    if (written) {
      return Entry.Reuse.UNTIL_SETTLED; // Stores to a mapping may come without a new stamp.
    }
    if (settled) {
      return Entry.Reuse.WHILE_EQUAL;
    }
    if (!watch.isLeased()) {
      return Entry.Reuse.UNTIL_SETTLED;
    }
    return filesystem.hasFineTimestamps() ? Entry.Reuse.WHILE_EQUAL : Entry.Reuse.NEVER;
  }

  /** Ends without a version. */
  void fail(Taken why) {
    result.accept(why);
  }
}
