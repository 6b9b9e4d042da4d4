package dev.untorn.delivery;

import dev.untorn.linux.Acknowledged;
import dev.untorn.linux.LinuxFile;
import dev.untorn.version.Guard;
import dev.untorn.version.GuardCopy;
import dev.untorn.version.GuardUser;
import dev.untorn.version.Hold;
import io.netty.channel.unix.UnixChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

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

  /** Between two looks at what is acknowledged: at first, and while a writer waits. */
  private static final long LOOK_MIN_MILLIS = 1;

  /** Between two looks in the end: a client's round trip is rarely longer. */
  private static final long LOOK_MAX_MILLIS = 64;

  /** A client that acknowledges nothing for so long is gone, and must not hold a lease. */
  private static final long SILENCE_MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final UnixChannel channel;
  private final Guard guard;
  private final boolean copyingDevice;
  private final boolean oneSlice;
  private volatile long neededFrom;
  private Optional<GuardCopy> read = Optional.empty();
  private boolean handedOut;
  private boolean settling;
  private boolean left;
  private long acknowledgedTarget;
  private long lookMillis = LOOK_MIN_MILLIS;
  private long acknowledged;
  private long progressNanos;
  private Optional<Hold> kept = Optional.empty();
  private Optional<Transfer> transfer = Optional.empty();
  private boolean over;

  /**
   * A feed that has joined its guard, if that was still possible.
   *
   * @param copyingDevice whether the peer is behind one
   */
  LeasedFeed(UnixChannel channel, Guard guard, List<Segment> body, boolean copyingDevice) {
    this.channel = channel;
    this.guard = guard;
    this.copyingDevice = copyingDevice;
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
    return read.map(GuardCopy::lasting).orElseGet(() -> copyingDevice && mayHandOut());
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
    return read.map(guard::isStill).orElseGet(guard::stillHeld);
  }

  @Override
  public void done(Hold hold) {
    over = true;
    neededFrom = Long.MAX_VALUE;
    if (left || !handedOut) {
      leave();
      hold.close();
      return;
    }
    kept = Optional.of(hold);
    if (!settling) {
      settle();
    }
  }

  @Override
  public long neededFrom() {
    return neededFrom;
  }

  @Override
  public void letGo() {
    onLoop(() -> {
      if (left) {
        return;
      }
      if (!over && guard.phase() == Guard.Phase.ENDED) {
        abort();
      } else if (handedOut) {
        settleSoon();
      } else {
        leave();
      }
    });
  }

  @Override
  public void cut() {
    onLoop(() -> {
      if (!left) {
        abort();
        Endings.cut(channel);
        leave();
      }
    });
  }

  private void abort() {
    transfer.ifPresent(fed -> fed.abort(Ending.WRITER));
  }

  private void onLoop(Runnable task) {
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException e) {
      guard.leave(this); // The loop has ended, and with it all its connections.
    }
  }

  /** A writer waits: looks at once, and often. */
  private void settleSoon() {
    lookMillis = LOOK_MIN_MILLIS;
    if (settling) {
      look();
    } else {
      settle();
    }
  }

  /** Notes what was handed out until now, and leaves when all of it is acknowledged. */
  private void settle() {
    if (!channel.isActive()) {
      leave();
      return;
    }
    int socket = channel.fd().intValue();
    long outstandingBytes = Acknowledged.outstandingBytes(socket);
    if (outstandingBytes == 0) {
      leave();
      return;
    }
    acknowledged = Acknowledged.bytes(socket);
    acknowledgedTarget = acknowledged + outstandingBytes;
    progressNanos = System.nanoTime();
    if (!settling) {
      settling = true;
      lookLater();
    }
  }

  private void lookLater() {
    var _ = channel.eventLoop().schedule(this::look, lookMillis, TimeUnit.MILLISECONDS);
    lookMillis = Math.min(LOOK_MAX_MILLIS, 2 * lookMillis);
  }

  private void look() {
    if (left) {
      return;
    }
    long now = channel.isActive() ? Acknowledged.bytes(channel.fd().intValue()) : Long.MAX_VALUE;
    if (now > acknowledged) {
      acknowledged = now;
      progressNanos = System.nanoTime();
    }
    if (acknowledged >= acknowledgedTarget) {
      leave();
    } else if (System.nanoTime() - progressNanos > SILENCE_MAX_NANOS) {
      Endings.cut(channel);
      leave();
    } else {
      lookLater();
    }
  }

  private void leave() {
    if (!left) {
      left = true;
      if (handedOut) {
        HandedOut.end(channel);
      }
      guard.leave(this);
    }
    kept.ifPresent(Hold::close);
    kept = Optional.empty();
  }
}
