package dev.untorn.delivery;

import dev.untorn.linux.FileCopy;
import dev.untorn.linux.LinuxFile;
import dev.untorn.version.Hold;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends a body from a file, window by window: a window that is not in the page cache is read by a
 * worker first, so that the event loop never waits for a disk; one that its gate does not allow yet
 * is waited for. At most one window is on its way at a time.
 */
final class FileTransfer implements Transfer {
  /** Read by a worker at once if cold: enough to keep a disk busy, and fair to others. */
  static final long WINDOW_BYTES = 2 * 1024 * 1024;

  /** Between two attempts to have a worker read, while all of them are busy. */
  private static final long ASK_AGAIN_MILLIS = 10;

  private final UnixChannel channel;
  private final Hold hold;
  private final Feed feed;
  private final Gate gate;
  private final Supplier<Optional<Modification>> finalCheck;
  private final List<Segment> body;
  private final int lastSlice;
  private final Executor workers;
  private final Consumer<Ended> whenEnded;

  private ByteBuf head;
  private int segment;
  private long offset;
  private long handedBytes;
  private Optional<WindowRegion> underway = Optional.empty();
  private boolean begun;
  private boolean atOnce;
  private boolean writing;
  private boolean warming;
  private boolean waiting;
  private boolean ended;
  private boolean doneTold;

  FileTransfer(
      UnixChannel channel,
      ByteBuf head,
      Hold hold,
      Feed feed,
      Gate gate,
      Supplier<Optional<Modification>> finalCheck,
      List<Segment> body,
      Executor workers,
      Consumer<Ended> whenEnded) {
    this.channel = channel;
    this.head = head;
    this.hold = hold;
    this.feed = feed;
    this.gate = gate;
    this.finalCheck = finalCheck;
    this.body = body;
    this.lastSlice = Segment.lastSlice(body);
    this.workers = workers;
    this.whenEnded = whenEnded;
    this.offset = firstOffset(0);
  }

  @Override
  public void start() {
    pump();
  }

  @Override
  public long handedBytes() {
    return handedBytes + underway.map(WindowRegion::bodyBytes).orElse(0L);
  }

  @Override
  public boolean isSending() {
    return writing;
  }

  @Override
  public void abort(Ending why) {
    end(why, Optional.empty());
  }

  /** Takes the next step, unless one is being taken. */
  private void pump() {
    if (ended || writing || warming || waiting) {
      return;
    }
    if (segment == body.size()) {
      // What left within this turn is what the request found, a microsecond ago.
      end(Ending.COMPLETED, atOnce && !feed.isLive() ? Optional.empty() : finalCheck.get());
      return;
    }
    switch (body.get(segment)) {
      case Segment.Text _ -> sendTextAndSmallParts();
      case Segment.Slice(ByteRange range) -> sendSlice(range);
    }
  }

  private void sendTextAndSmallParts() {
    SmallParts parts = SmallParts.read(channel.alloc().directBuffer(), body, segment, feed, gate);
    advanceTo(parts.next());
    int bodyBytes = parts.bytes().readableBytes();
    ByteBuf all = Unpooled.wrappedBuffer(takeHead(), parts.bytes());
    write(channel.write(all), () -> handedBytes += bodyBytes);
  }

  private void sendSlice(ByteRange range) {
    long end = range.last() + 1;
    // The text that ends a multipart body says nothing about the file: what its last range waits
    // for, it waits for too.
    boolean last = segment == lastSlice;
    switch (gate.ask(offset, end, last)) {
      case Gate.Answer.Cut(Ending why) -> end(why, finalCheck.get());
      case Gate.Answer.Wait() -> {
        sendHeadAlone();
        waiting = true;
        gate.whenAdvanced(() -> onLoop(this::advanced));
      }
      case Gate.Answer.SendUntil(long until) -> sendWindow(Math.min(until, offset + WINDOW_BYTES));
    }
  }

  private void advanced() {
    waiting = false;
    pump();
  }

  private void sendWindow(long until) {
    LinuxFile file = feed.file();
    if (!file.isWarm(offset, until, hold.version().lengthBytes())) {
      sendHeadAlone();
      warm(file, until);
      return;
    }
    WindowRegion region = new WindowRegion(channel, takeHead(), feed, offset, until - offset);
    long bodyBytes = until - offset;
    offset = until;
    if (body.get(segment) instanceof Segment.Slice(ByteRange range) && until > range.last()) {
      advanceTo(segment + 1);
    }
    underway = Optional.of(region);
    Runnable whenSent =
        () -> {
          underway = Optional.empty();
          handedBytes += bodyBytes;
        };
    if (!begun && PromptTransfer.isQueueEmpty(channel)) {
      begun = true;
      sendAtOnce(region, whenSent);
    } else {
      write(channel.write(region), whenSent);
    }
  }

  /** The first window, for most files the only one, does without Netty's queue where it can. */
  private void sendAtOnce(WindowRegion region, Runnable whenSent) {
    boolean left;
    try {
      left = region.leavesAtOnce();
    } catch (IOException e) {
      region.release();
      failed(e);
      return;
    }
    if (left) {
      region.release();
      atOnce = segment == body.size();
      whenSent.run();
      pump();
    } else {
      write(channel.write(region), whenSent);
    }
  }

  /** The first byte of a response waits neither for a disk nor for a copy. */
  private void sendHeadAlone() {
    if (head.isReadable()) {
      var _ = channel.writeAndFlush(takeHead(), channel.voidPromise());
    }
  }

  private ByteBuf takeHead() {
    ByteBuf taken = head;
    head = Unpooled.EMPTY_BUFFER;
    return taken;
  }

  private void write(ChannelFuture written, Runnable whenDone) {
    writing = true;
    written.addListener(future -> {
      writing = false;
      if (future.isSuccess()) {
        whenDone.run();
        pump();
      } else {
        failed(future.cause());
      }
    });
    channel.flush();
  }

  private void failed(Throwable cause) {
    if (cause instanceof LeaseLostException) {
      // The gate knows of a writer who was let in; of a lease that the kernel took it does not.
      Gate.Answer answer = gate.ask(offset, offset, false);
      end(answer instanceof Gate.Answer.Cut(Ending why) ? why : Ending.FENCED, finalCheck.get());
    } else if (cause instanceof ShortFileException) {
      end(
          Ending.SHORT,
          Optional.of(new Modification(Modification.Kind.SHRUNK, Modification.Phase.SENDING)));
    } else {
      end(Endings.ofReading(feed.file(), offset, cause), Optional.empty());
    }
  }

  private void warm(LinuxFile file, long until) {
    warming = true;
    long from = offset;
    try {
      workers.execute(() -> {
        Ending failure = null;
        try {
          FileCopy.warm(file, from, until - from);
        } catch (IOException e) {
          failure = Endings.ofReading(file, from, e);
        }
        Optional<Ending> failed = Optional.ofNullable(failure);
        onLoop(() -> warmed(failed));
      });
    } catch (RejectedExecutionException e) {
      // Later, not at once: that would end here again.
      var _ =
          channel
              .eventLoop()
              .schedule(() -> warmed(Optional.empty()), ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void warmed(Optional<Ending> failure) {
    warming = false;
    if (ended) {
      tellDone();
      return;
    }
    failure.ifPresentOrElse(why -> end(why, Optional.empty()), this::pump);
  }

  private void onLoop(Runnable task) {
    channel.eventLoop().execute(task);
  }

  private void advanceTo(int next) {
    segment = next;
    offset = firstOffset(segment);
  }

  private long firstOffset(int index) {
    return index < body.size() && body.get(index) instanceof Segment.Slice(ByteRange range)
        ? range.first()
        : 0;
  }

  private void end(Ending how, Optional<Modification> modification) {
    if (ended) {
      return;
    }
    ended = true;
    takeHead().release();
    if (how != Ending.COMPLETED) {
      Endings.cut(channel);
    }
    if (!warming) {
      tellDone();
    }
    whenEnded.accept(new Ended(how, handedBytes(), modification));
  }

  private void tellDone() {
    if (!doneTold) {
      doneTold = true;
      feed.done(hold, segment == body.size() && !writing);
    }
  }
}
