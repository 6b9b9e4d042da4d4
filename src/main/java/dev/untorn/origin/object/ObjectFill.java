package dev.untorn.origin.object;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.semantics.DigestAlgorithm;
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

/**
 * A body that is being written. Its one writer calls {@link #append}, then {@link #prove} or {@link
 * #giveUp} once, one after another, on workers. Readers of {@link #body} follow from any thread.
 */
public final class ObjectFill implements AutoCloseable {
  /** What a response is stored as. */
  record Subject(
      String key,
      Primary primary,
      StoredHead head,
      OptionalLong lengthBytes,
      Optional<String> validator) {}

  private static final int READ_SIZE_BYTES = 256 << 10;

  private final StoreSpace space;
  private final Commits commits;
  private final FillFile file;
  private final Subject subject;
  private final CopyProgress progress = new CopyProgress();
  private final MessageDigest hash = DigestAlgorithm.SHA_256.begin();
  private final AtomicBoolean closed = new AtomicBoolean();
  private long bytes;

  ObjectFill(StoreSpace space, Commits commits, FillFile file, Subject subject) {
    this.space = space;
    this.commits = commits;
    this.file = file;
    this.subject = subject;
    if (!file.tryUse()) {
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

  /** How many bytes are written. */
  public long bytes() {
    return bytes;
  }

  /** Writes all bytes of a direct buffer behind those before, and lets readers have them. */
  public AppendResult append(ByteBuffer direct) {
    if (subject.lengthBytes().isEmpty() && !space.fits(bytes + direct.remaining())) {
      return new AppendResult.Refused(StoreRefusal.TOO_LARGE, "larger than the store");
    }
    ByteBuffer hashed = direct.duplicate();
    Optional<AppendResult.Refused> refused = space.write(file.file(), direct, bytes);
    if (refused.isPresent()) {
      return refused.get();
    }
    bytes += hashed.remaining();
    hash.update(hashed);
    progress.advance(bytes);
    return new AppendResult.Appended();
  }

  /** The digest of what is written, by any algorithm; reads it again. */
  public byte[] digest(MessageDigest algorithm) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ_SIZE_BYTES);
    for (long at = 0; at < bytes; ) {
      buffer.clear().limit((int) Math.min(READ_SIZE_BYTES, bytes - at));
      if (file.file().pread(buffer, at) == 0) {
        throw new IOException("the file of a fill is too short");
      }
      at += buffer.position();
      algorithm.update(buffer.flip());
    }
    return algorithm.digest();
  }

  /** The SHA-256 of what is written, at no cost. */
  public byte[] sha256() {
    try {
      return ((MessageDigest) hash.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("SHA-256 of the JDK can be cloned", e);
    }
  }

  /**
   * Ends the fill: what is written is the whole body. Readers get the last bytes at once; the disk
   * gets the object behind. It can be found from now on.
   */
  public ProveResult prove(Proof proof) {
    long announcedBytes = subject.lengthBytes().orElse(bytes);
    if (bytes != announcedBytes) {
      giveUp();
      return new ProveResult.WrongLength(bytes, announcedBytes);
    }
    progress.finish(CopyProgress.State.PROVED);
    StoredObject object =
        new StoredObject(
            subject.key(),
            subject.primary().generation(),
            subject.primary().variant(subject.head().selecting()).hash(),
            subject.head(),
            bytes,
            HexFormat.of().formatHex(sha256()),
            proof,
            subject.validator());
    commits.add(object, file);
    return new ProveResult.Proved(object);
  }

  /** Ends the fill without a whole body: readers who wait for the rest are cut. */
  public void giveUp() {
    progress.finish(CopyProgress.State.BROKEN);
    file.remove();
    file.endUse();
  }

  /** Ends the use of {@link #body}, whether the fill goes on or not. Never blocks; idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      file.endUse();
    }
  }
}
