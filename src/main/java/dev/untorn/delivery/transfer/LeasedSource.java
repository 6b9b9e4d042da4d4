package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.wire.SentPages;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Segment;
import dev.untorn.version.Hold;
import dev.untorn.version.lease.Guard;
import dev.untorn.version.lease.GuardCopy;
import dev.untorn.version.lease.GuardUser;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Sends a live file while its lease is intact, and its private copy after a writer has come.
 * Clients behind a device that copies what it sends get pages by reference, and the lease is held
 * until they are acknowledged. For other clients bytes are copied, and the lease is needed only
 * while they are read. The lease is checked before each send by reference, and after each copy.
 *
 * <p>Event loop only, except for what the guard calls.
 */
final class LeasedSource implements SendGate, BodySource, GuardUser {
  private static final Answer WAIT = new Answer.Wait();
  private static final Answer NO_COPY = new Answer.Cut(Ending.WRITER);

  /** Its relation to the guard. */
  private enum Standing {
    /** Once pages were sent, writers wait until it leaves. */
    JOINED,
    /** Needs the live file no more; the transfer may continue from a copy. */
    LEFT,
    /** The writer has waited long enough: nothing more is sent. Pages may still be in flight. */
    SILENCED,
    /** Silenced, and has left. */
    SILENCED_AND_LEFT
  }

  private final Wire wire;
  private final Guard guard;
  private final boolean oneSlice;
  private volatile long neededFrom;
  private Optional<GuardCopy> read = Optional.empty();
  private Optional<SentPages> pages = Optional.empty();
  private Optional<Hold> kept = Optional.empty();
  private Optional<Transfer> transfer = Optional.empty();
  private Standing standing;

  /** Joins the guard, if that is still possible. */
  LeasedSource(Wire wire, Guard guard, List<Segment> body) {
    this.wire = wire;
    this.guard = guard;
    this.oneSlice = body.size() == 1;
    this.neededFrom = firstOffset(body);
    this.standing = guard.join(this) ? Standing.JOINED : Standing.LEFT;
    if (standing == Standing.JOINED && wire.isSameHost()) {
      guard.sentByCopying();
    }
  }

  /** Sets the transfer to abort when it cannot continue. Called once, before it starts. */
  void feeds(Transfer fed) {
    transfer = Optional.of(fed);
  }

  private static long firstOffset(List<Segment> body) {
    return body.stream()
        .mapToLong(segment ->
            segment instanceof Segment.Slice(ByteRange range) ? range.first() : Long.MAX_VALUE)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  @Override
  public Answer ask(long from, long end, boolean last) {
    if (oneSlice) {
      neededFrom = from;
    }
    if (isSilenced()) {
      return NO_COPY;
    }
    return switch (guard.phase()) {
      case STANDING -> new Answer.SendUntil(end);
      case BREAKING -> WAIT; // The copy, and so the writer, is done sooner when nobody sends.
      case PRIVATE ->
          guard.copy().orElseThrow().from() <= from ? new Answer.SendUntil(end) : NO_COPY;
      case ENDED -> NO_COPY;
    };
  }

  @Override
  public void whenAdvanced(Runnable task) {
    guard.whenResolved(task);
  }

  @Override
  public LinuxFile file() {
    read = guard.copy();
    return read.map(GuardCopy::file).orElseGet(guard::file);
  }

  @Override
  public boolean byReference() {
    return !isSilenced()
        && read.map(GuardCopy::lasting).orElseGet(() -> !wire.isSameHost() && mayHandOut());
  }

  @Override
  public boolean isLive() {
    return false;
  }

  private boolean mayHandOut() {
    if (!guard.mayHandOut(this)) {
      return false;
    }
    if (pages.isEmpty()) {
      pages = Optional.of(wire.handOut(this::leave));
    }
    return true;
  }

  @Override
  public boolean isTrue() {
    return !isSilenced() && read.map(guard::isStill).orElseGet(guard::stillHeld);
  }

  @Override
  public void done(Hold hold, boolean handedOverWhole) {
    neededFrom = Long.MAX_VALUE;
    kept = Optional.of(hold);
    if (hasLeft()) {
      leave();
    } else {
      pages.ifPresentOrElse(handedOut -> handedOut.awaitAck(handedOverWhole), this::leave);
    }
  }

  @Override
  public long neededFrom() {
    return neededFrom;
  }

  @Override
  public Executor loop() {
    return wire.loop();
  }

  @Override
  public void letGo() {
    if (hasLeft()) {
      return;
    }
    if (guard.phase() == Guard.Phase.ENDED) {
      abort();
    }
    pages.ifPresentOrElse(SentPages::hurry, this::leave);
  }

  @Override
  public void silence() {
    if (standing == Standing.JOINED) {
      standing = Standing.SILENCED;
      pages.ifPresentOrElse(SentPages::abandon, this::leave);
    }
  }

  @Override
  public void cut() {
    if (isSilenced()) {
      abort();
      wire.reset();
    }
  }

  private void abort() {
    transfer.ifPresent(fed -> fed.abort(Ending.WRITER));
  }

  private void leave() {
    kept.ifPresent(Hold::close);
    kept = Optional.empty();
    if (!hasLeft()) {
      standing = isSilenced() ? Standing.SILENCED_AND_LEFT : Standing.LEFT;
      guard.leave(this);
    }
  }

  private boolean hasLeft() {
    return standing == Standing.LEFT || standing == Standing.SILENCED_AND_LEFT;
  }

  private boolean isSilenced() {
    return standing == Standing.SILENCED || standing == Standing.SILENCED_AND_LEFT;
  }
}
