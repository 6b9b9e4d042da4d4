package dev.untorn.version.snapshot;

import dev.untorn.config.TagBasis;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Stat;
import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.semantics.EntityTag;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.EntityTagFactory;
import dev.untorn.version.Entry;
import dev.untorn.version.Freshness;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Proof;
import dev.untorn.version.Stamp;
import dev.untorn.version.Version;
import dev.untorn.version.digest.Digest;
import dev.untorn.version.digest.FileHash;
import dev.untorn.version.lease.FileLease;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One attempt to take a version of an open file, possibly under a lease. One thread. */
public final class SnapshotAttempt {
  /** Wall-clock time before the stat: what is at rest by then gets another stamp if it changes. */
  private final long beganNanos = TimestampResolution.nowNanos();

  private final OpenFile source;
  private final Stat stat;
  private final Filesystem filesystem;
  private final Optional<FileLease> lease;
  private final boolean written;
  private final boolean mayWait;
  private final long startNanos = System.nanoTime();
  private final Consumer<SnapshotResult> result;
  private final BooleanSupplier ending;

  /**
   * To be made once the lease, if any, is held: the stat taken here is the version's.
   *
   * @param filesystem of the source
   * @param written whether somebody has the file open for writing, which may be taken all the same
   * @param ending whether nobody wants the version any more
   */
  public SnapshotAttempt(
      OpenFile source,
      Filesystem filesystem,
      Optional<FileLease> lease,
      boolean written,
      Consumer<SnapshotResult> result,
      BooleanSupplier ending)
      throws IOException {
    this(source, filesystem, lease, written, true, result, ending);
  }

  private SnapshotAttempt(
      OpenFile source,
      Filesystem filesystem,
      Optional<FileLease> lease,
      boolean written,
      boolean mayWait,
      Consumer<SnapshotResult> result,
      BooleanSupplier ending)
      throws IOException {
    this.source = source;
    this.stat = source.file().stat();
    this.filesystem = filesystem;
    this.lease = lease;
    this.written = written;
    this.mayWait = mayWait;
    this.result = result;
    this.ending = ending;
  }

  /** One of a file that nobody writes, by a thread that must not wait for a disk. */
  static SnapshotAttempt atOnce(
      OpenFile source,
      Filesystem filesystem,
      Optional<FileLease> lease,
      Consumer<SnapshotResult> result,
      BooleanSupplier ending)
      throws IOException {
    return new SnapshotAttempt(source, filesystem, lease, false, false, result, ending);
  }

  OpenFile source() {
    return source;
  }

  Stat stat() {
    return stat;
  }

  /** Gives the lease away, to be held on; false if it was released before. */
  boolean handOver(FileLease.Holder next) {
    return lease.orElseThrow().isNowOf(next);
  }

  FileLease lease() {
    return lease.orElseThrow();
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
   * @return whether writers were kept out until then, if that was ever so: what was read before is
   *     one state only if they were
   */
  boolean letGo() {
    return lease.isEmpty() || lease.get().release();
  }

  /** Whether somebody has the file open for writing, as far as can be told. */
  boolean isWritten() {
    return written;
  }

  /** Whether this may wait for a disk. */
  boolean mayWait() {
    return mayWait;
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
   * Whether the file is as it was when this began, as far as can be told. While writers are kept
   * out only {@code open(O_RDONLY|O_TRUNC)} can have changed it, and touching it changes no byte.
   * Otherwise the timestamps decide, but ctime only while the link count is the same: replacing a
   * file by rename moves it too.
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
   * Hands out a version with this body, which is complete. Its resources are freed by {@code free},
   * but stay the caller's if this fails. Reads the body where its tag is made of that: also where
   * the bytes are in memory and the stamp does not identify them, so that a small file of another
   * user keeps its tag.
   */
  void publish(Body body, Proof proof, Runnable free) throws IOException {
    boolean hashed = needsContent() || (body instanceof Body.Memory && proof != Proof.LEASED);
    Optional<byte[]> hash = hashed ? hash(body) : Optional.empty();
    if (hash.isEmpty()) {
      publish(version(body, proof, free));
      return;
    }
    EntityTag tag = EntityTagFactory.ofContent(hash.get(), source.representation().coding());
    Entry entry = version(body, proof, free, tag);
    entry.digests().keep(Digest.of(DigestAlgorithm.SHA_256, hash.get()));
    publish(entry);
  }

  /** SHA-256 of the bytes of a body that cannot change; of another there is none. */
  private Optional<byte[]> hash(Body body) throws IOException {
    MessageDigest hash = DigestAlgorithm.SHA_256.begin();
    switch (body) {
      case Body.Memory(ByteBuffer bytes) -> hash.update(bytes.duplicate());
      case Body.Sealed(LinuxFile file, CopyProgress _, LinuxFile _) -> {
        if (!FileHash.update(hash, file, 0, stat.sizeBytes(), ending)) {
          var _ = changed();
          throw new IOException("a private copy has lost bytes");
        }
      }
      case Body.Leased _, Body.Live _ -> {
        return Optional.empty();
      }
    }
    return Optional.of(hash.digest());
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
   * For how long an equal stamp means this version. Of a file that is written, or not at rest while
   * nobody keeps writers out, only until it can be taken at rest: stores to a mapping may come
   * without a new stamp. Under a lease it depends on the clock: a later change within its
   * resolution may leave the stamp as it is.
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
