package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.cache.PartRequest;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.AppendResult;
import dev.untorn.origin.object.NotStored;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.object.ProveResult;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.origin.proxy.digest.DigestCheck;
import dev.untorn.origin.proxy.digest.Disproof;
import dev.untorn.origin.proxy.digest.NamedDigest;
import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import dev.untorn.origin.upstream.BodyEnd;
import dev.untorn.origin.upstream.BodyReceiver;
import dev.untorn.origin.upstream.BodySource;
import dev.untorn.semantics.Fields;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Outage;
import dev.untorn.version.Proof;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one body into the store. It goes at its own pace, whatever its readers do: the first
 * client's speed or end changes nothing. Thread-safe.
 */
public final class Fill implements BodyReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(Fill.class);

  private final Fetched subject;
  private volatile StoredHead head;
  private final FillSource source;
  private final ObjectFill fill;
  private final Executor workers;
  private final ProxyObserver observer;
  private final Abandonment abandonment;
  private final Readers readers;
  private final OutgrownKeys outgrown;
  private final long beganBytes;
  private final long beganNanos = System.nanoTime();
  private final CompletableFuture<Optional<StoredObject>> ended = new CompletableFuture<>();

  /** The body first brings the overlap: bytes that are stored already, and must be the same. */
  public Fill(
      Fetched subject,
      BodySource body,
      ObjectFill fill,
      ByteBuffer overlap,
      Executor workers,
      ProxyObserver observer,
      Abandonment abandonment,
      OutgrownKeys outgrown) {
    this.subject = subject;
    this.head = subject.head();
    this.source = new FillSource(body, overlap, subject.continuation());
    this.fill = fill;
    this.workers = workers;
    this.observer = observer;
    this.abandonment = abandonment;
    this.outgrown = outgrown;
    this.readers = new Readers(System::nanoTime, fill::close);
    this.beganBytes = fill.bytes();
  }

  /** Begins to read. */
  public void start() {
    source.read(this);
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

  public OptionalLong lengthBytes() {
    return subject.lengthBytes();
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

  /** What is claimed of the body once it is whole; what comes behind it may prove more. */
  public Proof proof() {
    // If what it names does not agree, it is never whole.
    return NamedDigest.of(subject.head().fields()).isEmpty() ? undigested() : Proof.DIGESTED;
  }

  private Proof undigested() {
    return PartRequest.joiningTag(subject.head()).isPresent() ? Proof.PINNED : Proof.FRAMED;
  }

  /** Completes when the body is whole, or empty when it will not be. */
  public CompletableFuture<Optional<StoredObject>> ended() {
    return ended;
  }

  /** One reader more; null if the body has been read to its end, or is given up. */
  public @Nullable Reading read() {
    return readers.begin();
  }

  @Override
  public void piece(ByteBuf piece) {
    observer.fetched(piece.readableBytes());
    onWorker(() -> append(piece), piece::release);
  }

  private void append(ByteBuf piece) {
    try {
      ByteBuffer bytes = FillSource.direct(piece);
      if (!source.goesOnIn(bytes)) {
        source.cancel();
        drop(FillEnd.CHANGED, "its origin has changed it under the same tag or digest");
        return;
      }
      switch (bytes.hasRemaining() ? fill.append(bytes) : new AppendResult.Appended()) {
        case AppendResult.Appended() -> goOn();
        case NotStored(NotStored.Cause cause, String reason) -> {
          source.cancel();
          if (FillEnds.isLackOfRoom(cause) && subject.lengthBytes().isEmpty()) {
            outgrown.note(key()); // Before its readers are cut: they ask again.
          }
          giveUp(FillEnds.of(cause), reason);
        }
      }
    } finally {
      piece.release();
    }
  }

  private void goOn() {
    if (isAbandoned()) {
      source.cancel();
      LOG.info("{} is given up at byte {}: nobody reads it any more", key(), fill.bytes());
      try {
        fill.giveUp();
      } finally {
        end(FillEnd.ABANDONED, 0, Optional.empty());
      }
    } else {
      source.read(this);
    }
  }

  private boolean isAbandoned() {
    OptionalLong length = subject.lengthBytes();
    return abandonment.isDue(
            readers.unreadNanos(),
            fill.bytes() - beganBytes,
            System.nanoTime() - beganNanos,
            length.isPresent()
                ? OptionalLong.of(length.getAsLong() - fill.bytes())
                : OptionalLong.empty())
        && readers.abandon(abandonment.bound().toNanos());
  }

  @Override
  public void end(BodyEnd end) {
    switch (end) {
      case BodyEnd.Framed(long _, Fields trailers) -> {
        var _ =
            subject
                .check()
                .sidecar()
                .digest()
                .thenAccept(beside -> onWorker(() -> prove(trailers, beside), () -> {}));
      }
      case BodyEnd.Unframed _ ->
          onWorker(() -> giveUp(FillEnd.UNFRAMED, "nothing says whether it is whole"), () -> {});
      case BodyEnd.Cut(Outage outage, String reason) -> {
        observer.upstreamFailed(outage);
        onWorker(() -> brokeOff(reason), () -> {});
      }
      case BodyEnd.Wrong(String reason) ->
          onWorker(() -> drop(FillEnd.WRONG_DIGEST, reason), () -> {});
    }
  }

  /** Its readers wait while the rest is asked for. */
  private void brokeOff(String reason) {
    try {
      var _ = source.goOn(fill).thenAccept(more -> onWorker(() -> goOn(more, reason), () -> {}));
    } catch (IOException e) {
      giveUp(FillEnd.FAILED, "it cannot be read again: " + e.getMessage());
    }
  }

  private void goOn(boolean more, String reason) {
    if (more) {
      LOG.info("{} goes on at byte {}: {}", key(), fill.bytes(), reason);
      observer.fillResumed();
      source.read(this);
    } else {
      giveUp(FillEnd.CUT, reason);
    }
  }

  private void prove(Fields trailers, Optional<NamedDigest> beside) {
    try {
      switch (subject.check().compare(fill, trailers, beside)) {
        case DigestCheck.Outcome.Agrees() -> prove(Proof.DIGESTED);
        case DigestCheck.Outcome.Unnamed() -> prove(undigested());
        case DigestCheck.Outcome.Differs(Disproof disproof) ->
            drop(FillEnd.WRONG_DIGEST, disproof.forLog());
      }
    } catch (IOException e) {
      giveUp(FillEnd.FAILED, "it cannot be read again: " + e.getMessage());
    }
  }

  private void prove(Proof proof) {
    switch (fill.prove(proof)) {
      case ProveResult.Proved(StoredObject object) ->
          end(FillEnds.of(object.proof()), object.lengthBytes(), Optional.of(object));
      case ProveResult.WrongLength(long bytes, long announced) ->
          ended(FillEnd.CUT, "%d bytes came in place of %d".formatted(bytes, announced));
    }
  }

  private void drop(FillEnd how, String reason) {
    try {
      fill.drop();
    } finally {
      ended(how, reason);
    }
  }

  private void giveUp(FillEnd how, String reason) {
    try {
      fill.giveUp();
    } finally {
      ended(how, reason);
    }
  }

  private void ended(FillEnd how, String reason) {
    LOG.warn("{} is not stored: {}", key(), reason);
    end(how, 0, Optional.empty());
  }

  private void end(FillEnd how, long storedBytes, Optional<StoredObject> object) {
    subject.check().sidecar().end();
    observer.fillEnded(how, storedBytes);
    var _ = ended.complete(object);
    readers.fetched();
  }

  private void onWorker(Runnable work, Runnable otherwise) {
    try {
      workers.execute(() -> {
        try {
          work.run();
        } catch (RuntimeException | Error e) {
          LOG.error(
              "the fill of {} failed", key(), e); // A bug; its readers must not wait for ever.
          source.cancel();
          if (!ended.isDone()) {
            giveUp(FillEnd.FAILED, "internal error");
          }
        }
      });
    } catch (RejectedExecutionException e) {
      otherwise.run();
      source.cancel();
      fill.giveUpBehind(); // An event loop may have brought this.
      ended(FillEnd.FAILED, "all workers are busy");
    }
  }
}
