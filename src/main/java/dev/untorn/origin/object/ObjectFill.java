package dev.untorn.origin.object;

import dev.untorn.origin.object.partial.Extents;
import dev.untorn.origin.object.partial.FirstHash;
import dev.untorn.origin.object.partial.GrowingParts;
import dev.untorn.origin.object.partial.VerifiedParts;
import dev.untorn.origin.object.partial.Writing;
import dev.untorn.origin.object.record.FillSubject;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Proof;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body that is being written: from its first byte on, elsewhere, or both at the same time. Its
 * {@linkplain #writer writers} append, then somebody calls {@link #prove}, {@link #giveUp} or
 * {@link #drop} once, on workers. Readers of {@link #body} follow from any thread.
 */
public final class ObjectFill implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectFill.class);

  /** Of a longer body the hashes are of longer stretches, so that the log stays small. */
  private static final int NOTED_SHARE = 8192;

  private final StoreSpace space;
  private final Commits commits;
  private final FillFile file;
  private final FillSubject subject;
  private final ObjectName name;
  private final Extents extents;
  private final GrowingParts parts;
  private final CopyProgress progress;
  private final Writing writing = new Writing();
  private final AtomicBoolean closed = new AtomicBoolean();

  private final FirstHash hash;
  private OptionalLong unsettledBytes;

  /** Goes on with the bytes that are there; {@code name} is the object's. */
  ObjectFill(
      StoreSpace space,
      Commits commits,
      FillFile file,
      FillSubject subject,
      ObjectName name,
      VerifiedParts there,
      OptionalLong unsettledBytes) {
    this.space = space;
    this.commits = commits;
    this.file = file;
    this.subject = subject;
    this.name = name;
    this.hash = new FirstHash(there.first());
    this.extents = there.extents();
    this.parts = new GrowingParts(extents);
    this.unsettledBytes = unsettledBytes;
    this.progress = new CopyProgress(parts);
    if (!file.tryUse()) { // For the user of the body; the other use is the writers'.
      throw new IllegalStateException("the file of a fill is closed");
    }
  }

  /** The growing body, for readers, until {@link #close}. */
  public Body.Sealed body() {
    return new Body.Sealed(file.file(), progress, file.file());
  }

  public CopyProgress progress() {
    return progress;
  }

  /** Of the last ban when the origin was asked for its first bytes. */
  public long sequence() {
    return subject.sequence();
  }

  /**
   * From now on its parts may be sent before the whole is proved: each comes under one strong
   * validator, and is compared where it is joined to others.
   */
  public void suppliedBy(GrowingParts.Supply some) {
    parts.suppliedBy(some);
  }

  /** From now on none of its bytes may be sent: some are of another version. */
  public void refute() {
    parts.refute();
  }

  /** Which bytes are there. */
  public Extents extents() {
    return extents;
  }

  /** How many bytes are there from the first one on. */
  public long bytes() {
    return extents.availableFrom(0);
  }

  /** Where it has been hashed from the first byte on; the rest is read again in the end. */
  public long hashedBytes() {
    return hash.bytes();
  }

  /**
   * Writes from here on. If bytes are there before it, those around the join have been compared.
   */
  public ExtentWriter writer(long at) {
    return new ExtentWriter(this, at, extents.endingAt(at));
  }

  AppendResult append(ExtentWriter writer, ByteBuffer direct) {
    if (!writing.tryBegin()) {
      return new NotStored(NotStored.Cause.FAILED, "the fill is over");
    }
    try {
      return appended(writer, direct);
    } finally {
      writing.end();
    }
  }

  private AppendResult appended(ExtentWriter writer, ByteBuffer direct) {
    ByteBuffer written = direct.duplicate();
    Optional<NotStored> refused = space.extendTo(file, extents.bytes() + direct.remaining());
    if (refused.isEmpty()) {
      refused = space.write(file.file(), direct, writer.at());
    }
    if (refused.isPresent()) {
      return refused.get();
    }
    writer.wrote(written.duplicate(), hashed(writer.at(), written));
    progress.advanced();
    return settle().<AppendResult>map(Function.identity()).orElseGet(AppendResult.Appended::new);
  }

  /** Hashes bytes, if they follow those that have been hashed from the first one on. */
  private boolean hashed(long at, ByteBuffer bytes) {
    boolean follows = hash.tryUpdate(at, bytes);
    if (follows) {
      file.log()
          .filter(log -> log.isDue(hash.bytes()))
          .ifPresent(log -> attempt(() -> log.noteFirst(hash.bytes(), hash.sha256())));
    }
    return follows;
  }

  /** Once, when the first bytes are with the readers: they need not wait for it. */
  private Optional<NotStored> settle() {
    OptionalLong lengthBytes = unsettledBytes;
    unsettledBytes = OptionalLong.empty();
    return lengthBytes.isPresent()
        ? space.settle(file, lengthBytes.getAsLong(), bytes())
        : Optional.empty();
  }

  /** The bytes on both sides have been compared with the origin's. */
  public void join(long at) {
    extents.join(at);
    file.log().ifPresent(log -> attempt(() -> log.noteJoin(at)));
    progress.advanced();
  }

  /** How long the stretches are of which hashes are noted. */
  long notedBytes() {
    return Math.max(Extents.UNIT_BYTES, subject.lengthBytes().orElse(0) / NOTED_SHARE);
  }

  void note(long from, long to, byte[] sha256) {
    file.log()
        .ifPresent(log ->
            attempt(() -> {
              log.note(from, to, sha256);
              if (extents.availableFrom(from - 1) > from) {
                log.noteJoin(from);
              }
            }));
  }

  private interface Note {
    void run() throws IOException;
  }

  private void attempt(Note note) {
    try {
      note.run();
    } catch (IOException e) {
      LOG.debug("the fill of {} cannot be resumed here: {}", subject.key(), e.getMessage());
    }
  }

  /** The digest of the whole body, by any algorithm; reads it again. */
  public byte[] digest(MessageDigest algorithm) throws IOException {
    FirstHash.read(file.file(), algorithm, 0, bytes());
    return algorithm.digest();
  }

  /** Hashes what is there from the first byte on and was not yet hashed; reads it. */
  public void hashRest() throws IOException {
    hash.read(file.file(), bytes());
  }

  /** The last bytes before an offset that are there, without a gap. Fails if the fill is over. */
  public ByteBuffer before(long offset, int sizeBytes) throws IOException {
    if (!writing.tryBegin()) {
      throw new IOException("the fill is over");
    }
    try {
      long from = Math.max(extents.startOf(offset), offset - sizeBytes);
      return FillFile.read(file.file(), from, (int) (offset - from));
    } finally {
      writing.end();
    }
  }

  /** Bytes that are there behind an offset. Fails if the fill is over. */
  public ByteBuffer behind(long offset, int sizeBytes) throws IOException {
    return before(offset + sizeBytes, sizeBytes);
  }

  /** The SHA-256 of what has been hashed; known without reading it. */
  public byte[] sha256() {
    return hash.sha256();
  }

  /**
   * Ends the fill: what is there, and hashed, is the whole body. Readers get the last bytes at
   * once; the disk gets the object behind. It can be found from now on.
   */
  public ProveResult prove(Proof proof) {
    long bytes = hashedBytes();
    long announcedBytes = subject.lengthBytes().orElse(bytes);
    if (bytes != announcedBytes) {
      drop();
      return new ProveResult.WrongLength(bytes, announcedBytes);
    }
    progress.finish(CopyProgress.State.PROVED);
    StoredObject object =
        new StoredObject(
            subject.key(),
            subject.generation(),
            name.hash(),
            subject.head(),
            bytes,
            HexFormat.of().formatHex(sha256()),
            proof,
            subject.validator(),
            subject.sequence());
    commits.add(object, file);
    return new ProveResult.Proved(object);
  }

  /**
   * Ends the fill without a whole body: readers who wait for the rest are cut. What is there is
   * kept to be resumed, if it has a strong validator and is worth it.
   */
  public void giveUp() {
    progress.finish(CopyProgress.State.BROKEN);
    writing.end(() -> {
      file.keep(extents, hash.first());
      file.endUse();
    });
  }

  /** As {@link #giveUp}, on a thread that must not wait for the disk: another one does. */
  public void giveUpBehind() {
    progress.finish(CopyProgress.State.BROKEN);
    writing.end(() -> file.keepBehind(extents, hash.first()));
  }

  /** As {@link #giveUp}, but keeps nothing: what is there is wrong, or changed at its origin. */
  public void drop() {
    progress.finish(CopyProgress.State.BROKEN);
    writing.end(() -> {
      file.remove();
      file.endUse();
    });
  }

  /** Ends the use of {@link #body}, whether the fill goes on or not. Never blocks; idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      file.endUse();
    }
  }
}
