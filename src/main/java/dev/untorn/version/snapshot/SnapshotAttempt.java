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
 * @param written whether a program has the file open for writing, as far as known
 * @param mayWait whether this thread may wait for a disk
 * @param beganNanos wall-clock time before the stat: a file at rest by then gets another stamp if
 *     it changes
 * @param startNanos the same by System.nanoTime; of two versions the later one is younger
 * @param ending whether the store gives up all attempts
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
  /** Begins an attempt. It takes the version's stat, so the lease, if any, must be held. */
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
    long startNanos = System.nanoTime();
    return new SnapshotAttempt(
        source,
        source.file().stat(),
        filesystem,
        lease,
        written,
        mayWait,
        beganNanos,
        startNanos,
        result,
        ending);
  }

  boolean writerWaits() {
    lease.ifPresent(FileLease::look);
    return lease.filter(FileLease::hasBroken).isPresent();
  }

  /** Whether a copy may continue: the lease is not released, though a writer may wait for it. */
  boolean mayGoOn() {
    return lease.filter(FileLease::isReleased).isEmpty() && !ending.getAsBoolean();
  }

  /**
   * Releases the lease, before the file is closed; false if it did not keep writers out until then,
   * so that what was read may be a mixture. Idempotent.
   */
  boolean letGo() {
    return lease.isEmpty() || lease.get().release();
  }

  long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  /** Whether a lease keeps out all writers, or did until its release. */
  boolean excludesWriters() {
    return lease.isPresent() && filesystem.leasesSeeAllWriters();
  }

  Proof proofOfCopy() {
    return excludesWriters() ? Proof.LEASED : Proof.UNPROVEN;
  }

  Proof proofOfClone() {
    return excludesWriters() ? Proof.LEASED : Proof.CLONED;
  }

  /**
   * Whether the file seems unchanged since the attempt began. Under a lease only {@code
   * open(O_RDONLY|O_TRUNC)} can change its bytes. Otherwise the timestamps decide; ctime only if
   * the link count is the same, since replacing a file by rename changes both.
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

  /** Whether the entity tag depends on the content: nothing can be sent before all is read. */
  boolean needsContent() {
    return source.policy().tags() == TagBasis.CONTENT;
  }

  /**
   * Publishes a version with this complete body. {@code free} frees the body's resources; if this
   * throws, they stay the caller's. The tag is made of the content if the policy says so, and for
   * bytes in memory that no lease proves: so a small file of another user keeps its tag.
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

  /** Whether to continue waiting for a disk: no writer waits, and the store is not ending. */
  boolean mayGoOnWaiting() {
    return !writerWaits() && !ending.getAsBoolean();
  }

  /** The outcome of a sealer that gave up; throws if it did because the store is ending. */
  Sealer.Outcome changed() throws InterruptedIOException {
    if (ending.getAsBoolean()) {
      throw new InterruptedIOException("the server is being stopped");
    }
    return Sealer.Outcome.CHANGED;
  }

  /** Publishes a version; it may be freed from now on unless held. */
  void publish(Entry entry) {
    result.accept(new SnapshotResult.Fresh(entry));
  }

  /** A version with this body, not yet published; its tag is made of the stamp. */
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
   * For how long an equal stamp means this version. For a file being written, or not at rest and
   * without a lease: until it can be taken at rest, since stores to a mapping may leave the stamp
   * as it is. Under a lease: for ever, unless the clock is so coarse that a later change may get
   * the same time.
   */
  private Freshness freshness(boolean settled) {
    if (written || !(settled || excludesWriters())) {
      return Freshness.until(startNanos + TimestampResolution.NANOS);
    }
    return settled || filesystem.hasFineTimestamps() ? Freshness.ALWAYS : Freshness.NEVER;
  }
}
