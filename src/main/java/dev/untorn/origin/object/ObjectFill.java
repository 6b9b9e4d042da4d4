package dev.untorn.origin.object;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.origin.object.partial.FillLog;
import dev.untorn.origin.object.partial.VerifiedPrefix;
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
 * A body that is being written. Its one writer calls {@link #append}, then {@link #prove} or {@link
 * #giveUp} once, one after another, on workers. Readers of {@link #body} follow from any thread.
 */
public final class ObjectFill implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectFill.class);

  private static final int READ_SIZE_BYTES = 256 << 10;

  private final StoreSpace space;
  private final Commits commits;
  private final FillFile file;
  private final FillSubject subject;
  private final ObjectName name;
  private final CopyProgress progress = new CopyProgress();
  private final MessageDigest hash;
  private final AtomicBoolean closed = new AtomicBoolean();
  private OptionalLong unsettledBytes;
  private long bytes;

  /** Goes on behind the bytes that are there; {@code name} is the object's. */
  ObjectFill(
      StoreSpace space,
      Commits commits,
      FillFile file,
      FillSubject subject,
      ObjectName name,
      VerifiedPrefix there) {
    this.space = space;
    this.commits = commits;
    this.file = file;
    this.subject = subject;
    this.name = name;
    this.hash = VerifiedPrefix.copy(there.hash());
    this.unsettledBytes = subject.lengthBytes();
    this.bytes = there.bytes();
    if (!file.tryUse()) { // For the user of the body; the other use is the writer's.
      throw new IllegalStateException("the file of a fill is closed");
    }
    progress.advance(bytes);
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

  /** How many bytes are there. */
  public long bytes() {
    return bytes;
  }

  /**
   * Writes all bytes of a direct buffer behind those that are there, and lets readers have them.
   */
  public AppendResult append(ByteBuffer direct) {
    Optional<NotStored> refused = extend(bytes + direct.remaining());
    if (refused.isPresent()) {
      return refused.get();
    }
    ByteBuffer hashed = direct.duplicate();
    refused = space.write(file.file(), direct, bytes);
    if (refused.isPresent()) {
      return refused.get();
    }
    bytes += hashed.remaining();
    hash.update(hashed);
    progress.advance(bytes);
    file.log().filter(log -> log.isDue(bytes)).ifPresent(this::note);
    return settle().<AppendResult>map(Function.identity()).orElseGet(AppendResult.Appended::new);
  }

  private Optional<NotStored> extend(long neededBytes) {
    long missingBytes = neededBytes - file.reservedBytes();
    return missingBytes > 0 ? space.extend(file, missingBytes) : Optional.empty();
  }

  /** Once, when the first bytes are with the readers: they need not wait for it. */
  private Optional<NotStored> settle() {
    OptionalLong lengthBytes = unsettledBytes;
    unsettledBytes = OptionalLong.empty();
    return lengthBytes.isPresent()
        ? space.settle(file, lengthBytes.getAsLong(), bytes)
        : Optional.empty();
  }

  private void note(FillLog log) {
    try {
      log.note(bytes, sha256());
    } catch (IOException e) {
      LOG.debug("the fill of {} cannot be resumed here: {}", subject.key(), e.getMessage());
    }
  }

  /** The digest of what is there, by any algorithm; reads it again. */
  public byte[] digest(MessageDigest algorithm) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ_SIZE_BYTES);
    LinuxFile written = file.file();
    if (!VerifiedPrefix.update(algorithm, written, 0, bytes, buffer)) {
      throw new IOException("the file of a fill is too short");
    }
    return algorithm.digest();
  }

  /** The last bytes that are there. */
  public ByteBuffer last(int sizeBytes) throws IOException {
    return FillFile.last(file.file(), bytes, sizeBytes);
  }

  /** The SHA-256 of what is there; known without reading it. */
  public byte[] sha256() {
    return VerifiedPrefix.copy(hash).digest();
  }

  /**
   * Ends the fill: what is there is the whole body. Readers get the last bytes at once; the disk
   * gets the object behind. It can be found from now on.
   */
  public ProveResult prove(Proof proof) {
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
    file.keep(bytes, sha256());
    file.endUse();
  }

  /** As {@link #giveUp}, on a thread that must not wait for the disk: another one does. */
  public void giveUpBehind() {
    progress.finish(CopyProgress.State.BROKEN);
    file.keepBehind(bytes, sha256());
  }

  /** As {@link #giveUp}, but keeps nothing: what is there is wrong, or changed at its origin. */
  public void drop() {
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
