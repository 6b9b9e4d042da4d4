package dev.untorn.version.snapshot;

import dev.untorn.config.TagBasis;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.Stat;
import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.semantics.EntityTag;
import dev.untorn.version.Body;
import dev.untorn.version.EntityTagFactory;
import dev.untorn.version.Entry;
import dev.untorn.version.Freshness;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Proof;
import dev.untorn.version.Stamp;
import dev.untorn.version.Version;
import dev.untorn.version.digest.BodyHash;
import dev.untorn.version.digest.Digest;
import dev.untorn.version.lease.FileLease;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One attempt to take a version of an open file, possibly under a lease. One thread.
 *
 * @param stat of the file when the attempt began
 * @param filesystem of the file
 * @param written whether a program has the file open for writing, as far as can be told
 * @param mayWait whether this thread may wait for a disk
 * @param beganNanos wall-clock time before the stat: what is at rest by then gets another stamp if
 *     it changes
 * @param startNanos the same by System.nanoTime
 * @param ending whether nobody wants the version any more
 */
public record SnapshotAttempt(
    OpenFile source,
    Stat stat,
    Filesystem filesystem,
    Optional<FileLease> lease,
    boolean written,
    boolean mayWait,
    long beganNanos,
    long startNanos,
    Consumer<SnapshotResult> result,
    BooleanSupplier ending) {
  /**
   * An attempt that begins now. The stat taken here is the version's, so the lease, if any, must be
   * held.
   */
  public static SnapshotAttempt of(
      OpenFile source,
      Filesystem filesystem,
      Optional<FileLease> lease,
      boolean written,
      boolean mayWait,
      Consumer<SnapshotResult> result,
      BooleanSupplier ending)
      throws IOException {
    long beganNanos = TimestampResolution.nowNanos();
    return new SnapshotAttempt(
        source,
        source.file().stat(),
        filesystem,
        lease,
        written,
        mayWait,
        beganNanos,
        System.nanoTime(),
        result,
        ending);
  }

  /** Gives the lease away, to be held on; false if it was released before. */
  boolean handOver(FileLease.Holder next) {
    return lease.orElseThrow().isNowOf(next);
  }

  /** Whether a writer waits for the lease. */
  boolean writerWaits() {
    lease.ifPresent(FileLease::look);
    return lease.filter(FileLease::hasBroken).isPresent();
  }

  /** Whether a copy may go on: no writer waits, or none for so long that he was let go. */
  boolean mayGoOn() {
    return lease.filter(FileLease::isReleased).isEmpty() && !ending.getAsBoolean();
  }

  /**
   * Lets writers go, while the file is still open. Idempotent.
   *
   * @return whether a lease, if there was one, kept them out until then: else what was read may be
   *     a mixture
   */
  boolean letGo() {
    return lease.isEmpty() || lease.get().release();
  }

  long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  /** Whether writers are kept out, or were until the lease was released: all of them. */
  boolean excludesWriters() {
    return lease.isPresent() && filesystem.leasesSeeAllWriters();
  }

  /** Why a copy is one state of the file. */
  Proof proofOfCopy() {
    return excludesWriters() ? Proof.LEASED : Proof.UNPROVEN;
  }

  /** Why a clone is one state of the file. */
  Proof proofOfClone() {
    return excludesWriters() ? Proof.LEASED : Proof.CLONED;
  }

  /**
   * Whether the file is unchanged since this began, as far as can be told. Under a lease only
   * {@code open(O_RDONLY|O_TRUNC)} can have changed it, and touching it changes no byte. Otherwise
   * the timestamps decide; ctime only if the link count is the same, for replacing a file by rename
   * moves it too.
   */
  boolean isUnchanged() throws IOException {
    Stat now = source.file().stat();
    if (now.sizeBytes() != stat.sizeBytes()) {
      return false;
    }
    return excludesWriters()
        || (now.mtimeNanos() == stat.mtimeNanos()
            && (now.ctimeNanos() == stat.ctimeNanos() || now.links() != stat.links()));
  }

  /** Whether the tag needs all bytes, so that none can be sent before the last is known. */
  boolean needsContent() {
    return source.policy().tags() == TagBasis.CONTENT;
  }

  /**
   * Hands out a version with this complete body. Its resources are freed by {@code free}, but stay
   * the caller's if this throws. The tag is made of the content if the policy says so, and of bytes
   * in memory that no lease proves: so a small file of another user keeps its tag.
   */
  void publish(Body body, Proof proof, Runnable free) throws IOException {
    boolean hashed =
        switch (body) {
          case Body.Memory _ -> needsContent() || proof != Proof.LEASED;
          case Body.Sealed _ -> needsContent();
          case Body.Leased _, Body.Live _ -> false;
        };
    if (!hashed) {
      publish(version(body, proof, free));
      return;
    }
    Optional<byte[]> hash = BodyHash.of(body, DigestAlgorithm.SHA_256, 0, stat.sizeBytes(), ending);
    if (hash.isEmpty()) {
      var _ = changed();
      throw new IOException("a private copy has lost bytes");
    }
    EntityTag tag = EntityTagFactory.ofContent(hash.get(), source.representation().coding());
    Entry entry = version(body, proof, free, tag);
    entry.digests().keep(Digest.of(DigestAlgorithm.SHA_256, hash.get()));
    publish(entry);
  }

  /** Whether a way that waits for a disk may go on waiting: it holds no writer, and is wanted. */
  boolean mayGoOnWaiting() {
    return !writerWaits() && !ending.getAsBoolean();
  }

  /**
   * The outcome of a way that was given up.
   *
   * @throws InterruptedIOException if that is because nobody wants the version any more
   */
  Sealer.Outcome changed() throws InterruptedIOException {
    if (ending.getAsBoolean()) {
      throw new InterruptedIOException("the server is being stopped");
    }
    return Sealer.Outcome.CHANGED;
  }

  /** Hands out a version, which from now on may be freed unless somebody holds it. */
  void publish(Entry entry) {
    result.accept(new SnapshotResult.Fresh(entry));
  }

  /** A version with this body, not yet handed out; its tag is made of the stamp. */
  Entry version(Body body, Proof proof, Runnable free) {
    Stamp stamp = Stamp.of(stat);
    boolean settled = TimestampResolution.isSettled(stamp, beganNanos);
    boolean stampIdentifies =
        proof == Proof.LEASED
            && freshness(settled).equals(Freshness.ALWAYS)
            && !filesystem.isBlindToMappedStores();
    EntityTag tag =
        switch (body) {
          case Body.Live _ -> EntityTagFactory.ofLive(stamp, settled);
          case Body.Memory _, Body.Sealed _, Body.Leased _ ->
              EntityTagFactory.ofCopy(stamp, stampIdentifies);
        };
    return version(body, proof, free, tag);
  }

  private Entry version(Body body, Proof proof, Runnable free, EntityTag tag) {
    Stamp stamp = Stamp.of(stat);
    long nowNanos = TimestampResolution.nowNanos();
    Freshness freshness = freshness(TimestampResolution.isSettled(stamp, beganNanos));
    Version version =
        new Version(
            stamp,
            stat.sizeBytes(),
            tag,
            source.representation(),
            source.policy(),
            FileDates.of(stamp, source.policy().dates(), nowNanos),
            proof,
            body);
    return new Entry(source.name(), version, freshness, !written, startNanos, free);
  }

  /**
   * For how long an equal stamp means this version. Without a lease, of a file written or not at
   * rest: until it can be taken at rest, for stores to a mapping may leave the stamp as it is.
   * Under a lease: for ever, unless the clock is so coarse that a later change may get the same
   * time.
   */
  private Freshness freshness(boolean settled) {
    if (written || !(settled || excludesWriters())) {
      return Freshness.until(startNanos + TimestampResolution.NANOS);
    }
    return settled || filesystem.hasFineTimestamps() ? Freshness.ALWAYS : Freshness.NEVER;
  }

  /** Ends without a version. */
  void fail(SnapshotResult why) {
    result.accept(why);
  }
}
