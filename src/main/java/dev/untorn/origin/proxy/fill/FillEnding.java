package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a fill, once. Thread-safe. */
final class FillEnding {
  private static final Logger LOG = LoggerFactory.getLogger(FillEnding.class);

  private final Fetched subject;
  private final ObjectFill fill;
  private final Readers readers;
  private final ProxyObserver observer;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean outdated = new AtomicBoolean();
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final CompletableFuture<Optional<StoredObject>> ended = new CompletableFuture<>();

  FillEnding(Fetched subject, ObjectFill fill, Readers readers, ProxyObserver observer) {
    this.subject = subject;
    this.fill = fill;
    this.readers = readers;
    this.observer = observer;
  }

  /** Completes when the body is whole, or empty when it will not be. */
  CompletableFuture<Optional<StoredObject>> ended() {
    return ended;
  }

  /** Runs a task when nothing more is to be fetched. */
  void whenBegun(Runnable task) {
    var _ = begun.thenRun(task);
  }

  /** Whether nothing more is to be fetched. */
  boolean hasBegun() {
    return over.get();
  }

  /** Nothing more is to be fetched; false if that was so before. */
  boolean begin() {
    boolean first = !over.getAndSet(true);
    if (first) {
      var _ = begun.complete(null);
    }
    return first;
  }

  /** Its origin has replaced it: what is there is not kept for others. */
  void outdate() {
    outdated.set(true);
  }

  /** What is there is wrong. */
  void refute(FillEnd how, String reason) {
    if (begin()) {
      refuted(how, reason);
    }
  }

  /** Likewise, of a body that has come whole. */
  void refuted(FillEnd how, String reason) {
    fill.refute();
    attempt(fill::drop, how, reason);
  }

  /** Its origin has another version now, or never had this one. */
  void drop(FillEnd how, String reason) {
    if (begin()) {
      attempt(fill::drop, how, reason);
    }
  }

  /** What is there may be gone on with. */
  void giveUp(FillEnd how, String reason) {
    if (begin()) {
      givenUp(how, reason);
    }
  }

  /** Likewise, of a body that has come whole. */
  void givenUp(FillEnd how, String reason) {
    attempt(this::keep, how, reason);
  }

  /** A bug, at any time. */
  void fail() {
    var _ = begin();
    if (!ended.isDone()) {
      givenUp(FillEnd.FAILED, "internal error");
    }
  }

  /** As {@link #giveUp}, on a thread that must not wait for the disk; at any time. */
  void giveUpBehind(FillEnd how, String reason) {
    var _ = begin();
    if (!ended.isDone()) {
      attempt(fill::giveUpBehind, how, reason);
    }
  }

  /** Nobody wants more of it. */
  void leave(FillEnd how) {
    if (begin()) {
      try {
        keep();
      } finally {
        end(how, 0, Optional.empty());
      }
    }
  }

  private void keep() {
    if (outdated.get()) {
      fill.drop();
    } else {
      fill.giveUp();
    }
  }

  private void attempt(Runnable ending, FillEnd how, String reason) {
    try {
      ending.run();
    } finally {
      ended(how, reason);
    }
  }

  /** It is not stored. */
  void ended(FillEnd how, String reason) {
    LOG.warn("{} is not stored: {}", subject.key(), reason);
    end(how, 0, Optional.empty());
  }

  /** It is stored. */
  void proved(StoredObject object) {
    end(FillEnds.of(object.proof()), object.lengthBytes(), Optional.of(object));
  }

  private void end(FillEnd how, long storedBytes, Optional<StoredObject> object) {
    subject.check().sidecar().end();
    observer.fillEnded(how, storedBytes);
    var _ = ended.complete(object);
    readers.fetched();
  }
}
