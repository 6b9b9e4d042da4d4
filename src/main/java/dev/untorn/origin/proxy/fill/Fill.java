package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.cache.PartRequest;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.object.partial.Room;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.origin.proxy.digest.NamedDigest;
import dev.untorn.origin.proxy.part.WantedPart;
import dev.untorn.origin.upstream.BodySource;
import dev.untorn.semantics.ContentRange;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Proof;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one body into the store: all of it at its own pace, whatever its readers do, or the parts
 * that they want. Thread-safe.
 */
public final class Fill {
  private final Fetched subject;
  private final ObjectFill fill;
  private final Readers readers;
  private final FillEnding ending;
  private final Fetching fetching;
  private volatile StoredHead head;

  public Fill(Fetched subject, ObjectFill fill, FillServices services) {
    this.subject = subject;
    this.head = subject.head();
    this.fill = fill;
    this.readers = new Readers(System::nanoTime, fill::close);
    this.ending = new FillEnding(subject, fill, readers, services.observer());
    this.fetching = new Fetching(subject, fill, readers, ending, services);
    if (partsMayEnd()) {
      fill.suppliedBy(fetching.runs());
    }
  }

  /**
   * Whether a response with a part may end before the whole is proved. Not if the whole is to be
   * compared with a digest soon, which proves more.
   */
  private boolean partsMayEnd() {
    return subject.lengthBytes().isPresent()
        && PartRequest.joiningTag(subject.head()).isPresent()
        && switch (subject.room()) {
          case WHOLE -> NamedDigest.of(subject.head().fields()).isEmpty();
          case PARTS -> true;
        };
  }

  /**
   * Begins to read a response with the body, from its first byte, or with the overlap: bytes that
   * are stored already, and must be the same. The last one is before {@code end}, the largest long
   * if nobody knows.
   */
  public void start(BodySource body, ByteBuffer overlap, long end) {
    fetching.startWhole(body, overlap, end);
  }

  /** Begins with the first response: one with a part, in which is what a client wants first. */
  public void startPart(BodySource body, ContentRange part, WantedPart wanted) {
    fetching.startPart(body, part, wanted);
  }

  /** Begins with the parts that are there. */
  public void startKept() {
    fetching.watch();
  }

  public String key() {
    return subject.key();
  }

  /** As it was confirmed last. */
  public StoredHead head() {
    return head;
  }

  /** The origin has said, while the body is fetched, that it still is the one. */
  public void freshen(StoredHead newer) {
    head = newer;
  }

  /** The origin has replaced it: who reads it may go on, but nothing is kept for others. */
  public void outdate() {
    ending.outdate();
  }

  public OptionalLong lengthBytes() {
    return subject.lengthBytes();
  }

  /** Whether it was begun for parts alone. */
  public boolean isOfParts() {
    return subject.room() == Room.PARTS;
  }

  public String id() {
    return subject.id();
  }

  public boolean isBroken() {
    return fill.progress().state() == CopyProgress.State.BROKEN;
  }

  public ObjectFill body() {
    return fill;
  }

  /** What is claimed of the body; what comes behind it may prove more. */
  public Proof proof() {
    return switch (subject.room()) {
      // If what it names does not agree, it is never whole.
      case WHOLE ->
          NamedDigest.of(subject.head().fields()).isEmpty()
              ? Proving.undigested(subject)
              : Proof.DIGESTED;
      case PARTS -> Proving.undigested(subject); // Of which the digest says nothing.
    };
  }

  /** Completes when the body is whole, or empty when it will not be. */
  public CompletableFuture<Optional<StoredObject>> ended() {
    return ending.ended();
  }

  /** One reader more; null if the body has been read to its end, or is given up. */
  public @Nullable Reading read() {
    return readers.begin();
  }
}
