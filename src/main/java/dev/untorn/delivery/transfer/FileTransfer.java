package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Modification;
import dev.untorn.delivery.wire.PendingWrite;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.linux.file.FileCopy;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Segment;
import dev.untorn.version.Hold;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends a body from a file, one window after the other. A worker first reads a window that is not
 * in the page cache, so that the event loop never waits for a disk. A window that the gate does not
 * allow yet waits.
 */
final class FileTransfer implements Transfer, PendingWrite {
  /** Read at once by a worker if cold: keeps a disk busy, and is fair to others. */
  static final long WINDOW_BYTES = 2 * 1024 * 1024;

  /** Between two attempts to submit a read while all workers are busy. */
  private static final long ASK_AGAIN_MILLIS = 10;

  /** What the transfer waits for. */
  private enum State {
    /** Nothing: it takes its next step. */
    STEPPING,
    /** The wire, to take the rest of a window or of texts. */
    WRITING,
    /** A worker, to read the next window. */
    READING,
    /** The gate. */
    WAITING,
    /** It has ended, but a worker still reads the file. */
    ENDED_READING,
    ENDED
  }

  private final Wire wire;
  private final Hold hold;
  private final BodySource source;
  private final FileSender sender;
  private final SendGate gate;
  private final Fence fence;
  private final List<Segment> body;
  private final int lastSlice;
  private final Executor workers;
  private final Consumer<Ended> whenEnded;

  private State state = State.STEPPING;
  private int segment;
  private long offset;
  private long windowEnd;
  private long handedBytes;
  private boolean waited;

  FileTransfer(
      Wire wire,
      ByteBuf head,
      Hold hold,
      BodySource source,
      SendGate gate,
      Fence fence,
      List<Segment> body,
      Executor workers,
      Consumer<Ended> whenEnded) {
    this.wire = wire;
    this.hold = hold;
    this.source = source;
    this.sender = new FileSender(wire, head, source);
    this.gate = gate;
    this.fence = fence;
    this.body = body;
    this.lastSlice = Segment.lastSlice(body);
    this.workers = workers;
    this.whenEnded = whenEnded;
    this.offset = firstOffset(0);
  }

  @Override
  public void start() {
    step(true);
  }

  @Override
  public long handedBytes() {
    return handedBytes;
  }

  @Override
  public boolean isSending() {
    return state == State.WRITING;
  }

  @Override
  public void abort(Ending why) {
    end(why, Optional.empty());
  }

  /** Takes the next step; if not {@code atOnce}, other connections send first. */
  private void step(boolean atOnce) {
    if (segment == body.size()) {
      // All sent in the turn of the request's statx: no second check is needed, unless the file is
      // live.
      end(Ending.COMPLETED, waited || source.isLive() ? fence.check() : Optional.empty());
      return;
    }
    switch (body.get(segment)) {
      case Segment.Text _ -> sendTextAndSmallParts();
      case Segment.Slice(ByteRange range) -> sendSlice(range, atOnce);
    }
  }

  private void await(State what) {
    state = what;
    waited = true;
  }

  private void sendTextAndSmallParts() {
    SmallParts parts = SmallParts.read(wire.memory().directBuffer(), body, segment, source, gate);
    int bodyBytes = parts.bytes().readableBytes();
    await(State.WRITING);
    wire.write(Unpooled.wrappedBuffer(sender.takeHead(), parts.bytes()))
        .addListener(written -> {
          if (written.isSuccess()) {
            handedBytes += bodyBytes;
            sentUpTo(parts.next());
          } else {
            failed(written.cause());
          }
        });
  }

  private void sendSlice(ByteRange range, boolean atOnce) {
    long end = range.last() + 1;
    // The text behind the last range reveals nothing of the file, so the last range is held back.
    boolean last = segment == lastSlice;
    switch (gate.ask(offset, end, last)) {
      case SendGate.Answer.Cut(Ending why) -> end(why, fence.check());
      case SendGate.Answer.Wait() -> {
        sender.sendHeadAlone();
        await(State.WAITING);
        gate.whenAdvanced(() -> wire.loop().execute(this::advanced));
      }
      case SendGate.Answer.SendUntil(long until) ->
          sendWindow(Math.min(until, offset + WINDOW_BYTES), atOnce);
    }
  }

  private void advanced() {
    if (state == State.WAITING) {
      state = State.STEPPING;
      step(true);
    }
  }

  private void sendWindow(long until, boolean atOnce) {
    LinuxFile file = source.file();
    if (!file.isWarm(offset, until, hold.version().lengthBytes())) {
      sender.sendHeadAlone();
      read(file, until);
      return;
    }
    windowEnd = until;
    try {
      if (atOnce && send()) {
        sent();
        return;
      }
    } catch (IOException e) {
      failed(e);
      return;
    }
    await(State.WRITING);
    wire.whenWritable(this);
  }

  @Override
  public boolean send() throws IOException {
    long sent = sender.send(offset, windowEnd - offset);
    offset += sent;
    handedBytes += sent;
    return offset == windowEnd;
  }

  @Override
  public void sent() {
    ByteRange range = ((Segment.Slice) body.get(segment)).range();
    sentUpTo(offset > range.last() ? segment + 1 : segment);
  }

  private void sentUpTo(int next) {
    if (hasEnded()) {
      return;
    }
    if (next > segment) {
      segment = next;
      offset = firstOffset(next);
    }
    state = State.STEPPING;
    step(false);
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof FileSender.LeaseLostException) {
      // The gate knows whether a writer was admitted, but not whether the kernel revoked the lease.
      SendGate.Answer answer = gate.ask(offset, offset, false);
      end(answer instanceof SendGate.Answer.Cut(Ending why) ? why : Ending.FENCED, fence.check());
    } else {
      end(Endings.ofReading(source.file(), offset, handedBytes, cause));
    }
  }

  private void read(LinuxFile file, long until) {
    await(State.READING);
    long from = offset;
    Runnable goOn = () -> haveRead(file, Optional.empty());
    try {
      workers.execute(() -> {
        try {
          FileCopy.warm(file, from, until - from);
          wire.loop().execute(goOn);
        } catch (IOException e) {
          wire.loop().execute(() -> haveRead(file, Optional.of(e)));
        }
      });
    } catch (RejectedExecutionException e) {
      var _ = wire.loop().schedule(goOn, ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void haveRead(LinuxFile file, Optional<IOException> failure) {
    boolean ended = hasEnded();
    state = ended ? State.ENDED : State.STEPPING;
    if (ended) {
      letGo();
    } else if (failure.isPresent()) {
      end(Endings.ofReading(file, offset, handedBytes, failure.get()));
    } else {
      step(true);
    }
  }

  private long firstOffset(int index) {
    return index < body.size() && body.get(index) instanceof Segment.Slice(ByteRange range)
        ? range.first()
        : 0;
  }

  private boolean hasEnded() {
    return state == State.ENDED || state == State.ENDED_READING;
  }

  private void end(Ending how, Optional<Modification> modification) {
    end(new Ended(how, handedBytes, modification));
  }

  private void end(Ended how) {
    if (hasEnded()) {
      return;
    }
    boolean reading = state == State.READING;
    state = reading ? State.ENDED_READING : State.ENDED;
    sender.takeHead().release();
    if (how.ending() != Ending.COMPLETED) {
      wire.reset();
    }
    if (!reading) {
      letGo();
    }
    whenEnded.accept(how);
  }

  private void letGo() {
    source.done(hold, segment == body.size());
  }
}
