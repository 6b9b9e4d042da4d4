package dev.untorn.delivery;

import dev.untorn.linux.LinuxFile;
import dev.untorn.version.Guard;
import dev.untorn.version.GuardCopy;
import dev.untorn.version.GuardUser;
import dev.untorn.version.Hold;
import io.netty.channel.unix.UnixChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Sends a live file while its lease stands, and its private copy after a writer has come. To peers
 * behind a device that copies what it sends, pages are handed out by reference, and the lease is
 * needed until they are acknowledged; to others bytes are copied, and it is needed for no longer
 * than a reading takes. The fence is asked before each handing out, and after each copying.
 *
 * <p>Event loop only, but for what the guard calls.
 */
final class LeasedFeed implements Gate, Feed, GuardUser {
  private static final Answer WAIT = new Answer.Wait();
  private static final Answer NO_COPY = new Answer.Cut(Ending.WRITER);

  private final UnixChannel channel;
  private final Guard guard;
  private final boolean copyingDevice;
  private final boolean oneSlice;
  private volatile long neededFrom;
  private Optional<GuardCopy> read = Optional.empty();
  private final AckWatch acknowledgement;
  private boolean handedOut;
  private boolean left;
  private Optional<Hold> kept = Optional.empty();
  private Optional<Transfer> transfer = Optional.empty();
  private boolean over;
  private boolean whole;
  private boolean silenced;

  /**
   * A feed that has joined its guard, if that was still possible.
   *
   * @param copyingDevice whether the peer is behind one
   */
  LeasedFeed(UnixChannel channel, Guard guard, List<Segment> body, boolean copyingDevice) {
    this.channel = channel;
    this.guard = guard;
    this.copyingDevice = copyingDevice;
    this.acknowledgement = new AckWatch(channel, this::leave, this::closed);
    this.oneSlice = body.size() == 1;
    this.neededFrom = firstOffset(body);
    this.left = !guard.join(this);
    if (!left && !copyingDevice) {
      guard.sentByCopying();
    }
  }

  /** The transfer to be aborted when it can't go on. Told once, before it starts. */
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
    if (silenced) {
      return NO_COPY;
    }
    return switch (guard.phase()) {
      case STANDING -> new Answer.SendUntil(end);
      case BREAKING -> WAIT; // The copy, and so the writer, is done sooner when nobody sends.
      case PRIVATE -> copyHas(from) ? new Answer.SendUntil(end) : NO_COPY;
      case ENDED -> NO_COPY;
    };
  }

  private boolean copyHas(long from) {
    return guard.copy().orElseThrow().from() <= from;
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
    return !silenced && read.map(GuardCopy::lasting).orElseGet(() -> copyingDevice && mayHandOut());
  }

  @Override
  public boolean isLive() {
    return false;
  }

  private boolean mayHandOut() {
    if (!guard.mayHandOut(this)) {
      return false;
    }
    if (!handedOut) {
      handedOut = true;
      HandedOut.begin(channel);
    }
    return true;
  }

  @Override
  public boolean isTrue() {
    return !silenced && read.map(guard::isStill).orElseGet(guard::stillHeld);
  }

  @Override
  public void done(Hold hold, boolean handedOverWhole) {
    over = true;
    neededFrom = Long.MAX_VALUE;
    kept = Optional.of(hold);
    if (left || !handedOut) {
      leave();
      return;
    }
    if (handedOverWhole) {
      whole = true;
      HandedOut.whole(channel);
    }
    acknowledgement.start();
  }

  @Override
  public long neededFrom() {
    return neededFrom;
  }

  @Override
  public Executor loop() {
    return channel.eventLoop();
  }

  @Override
  public void letGo() {
    if (left) {
      return;
    }
    if (!over && guard.phase() == Guard.Phase.ENDED) {
      abort();
    } else if (handedOut) {
      acknowledgement.hurry();
    } else {
      leave();
    }
  }

  /** What was not handed over whole stays incomplete, for its end is never sent. */
  @Override
  public void silence() {
    if (left) {
      return;
    }
    silenced = true;
    if (whole) {
      HandedOut.reset(channel);
    }
    closed();
  }

  @Override
  public void cut() {
    if (silenced) {
      abort();
      Endings.cut(channel);
    }
  }

  private void abort() {
    transfer.ifPresent(fed -> fed.abort(Ending.WRITER));
  }

  /** The connection is over: what is not acknowledged by now never will be. */
  private void closed() {
    if (left) {
      return;
    }
    if (whole) {
      HandedOut.whenLeft(channel, this::leave);
    } else {
      leave();
    }
  }

  private void leave() {
    kept.ifPresent(Hold::close);
    kept = Optional.empty();
    if (left) {
      return;
    }
    left = true;
    acknowledgement.stop();
    guard.leave(this);
    if (handedOut) {
      HandedOut.end(channel, whole);
    }
  }
}
