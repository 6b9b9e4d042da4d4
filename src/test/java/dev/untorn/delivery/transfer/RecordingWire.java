package dev.untorn.delivery.transfer;

import dev.untorn.delivery.wire.PendingWrite;
import dev.untorn.delivery.wire.SentPages;
import dev.untorn.delivery.wire.ShortFileException;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.linux.file.LinuxFile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A wire without a socket: takes as many bytes as a test allows, and records all calls. Tests call
 * it on its loop, by {@link #onLoop}.
 */
final class RecordingWire implements Wire {
  private static final EventLoop LOOP =
      new DefaultEventLoop(new DefaultThreadFactory("recording-wire", true));

  private record Waiting(ByteBuf bytes, Promise<Void> promise) {}

  /** The methods that were called, in order. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** Failures that were reported to it. */
  final List<Throwable> faults = new CopyOnWriteArrayList<>();

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private Optional<PendingWrite> pending = Optional.empty();
  private Optional<Runnable> whenReleased = Optional.empty();
  private Optional<IOException> failure = Optional.empty();
  private long room = Long.MAX_VALUE;
  private boolean open = true;
  private boolean sameHost = true;
  private boolean refusesFiles;

  /** Takes this many bytes more. */
  RecordingWire withRoom(long bytes) {
    room = bytes;
    return this;
  }

  /** Refuses to send files. */
  RecordingWire withoutFiles() {
    refusesFiles = true;
    return this;
  }

  /** The client is behind a device that copies. */
  RecordingWire behindCopyingDevice() {
    sameHost = false;
    return this;
  }

  /** Makes every send fail. */
  void fail(IOException how) {
    failure = Optional.of(how);
  }

  /** All bytes that were taken. */
  String sent() {
    return sent.toString(StandardCharsets.ISO_8859_1);
  }

  /** Runs a task on the loop, and waits for it. */
  static void onLoop(Runnable task) {
    LOOP.submit(task).syncUninterruptibly();
  }

  boolean isReset() {
    return calls.contains("reset");
  }

  /** Takes this many bytes more, first of those that wait. */
  void makeRoom(long bytes) {
    onLoop(() -> {
      room = bytes;
      while (!queue.isEmpty() && queue.peek().bytes().readableBytes() <= room) {
        Waiting next = queue.remove();
        take(next.bytes());
        next.promise().setSuccess(null);
      }
      goOn();
    });
  }

  private void goOn() {
    if (pending.isEmpty() || !queue.isEmpty()) {
      return;
    }
    PendingWrite write = pending.get();
    boolean whole = false;
    try {
      while (!whole && room > 0) {
        whole = write.send();
      }
    } catch (IOException e) {
      failure = Optional.of(e);
      calls.add("reset");
      close();
      return;
    }
    if (whole) {
      pending = Optional.empty();
      write.sent();
    }
  }

  /** The client has acknowledged all pages. */
  void acknowledge() {
    onLoop(whenReleased.orElseThrow());
  }

  /** The client ends the connection. */
  void hangUp() {
    onLoop(this::close);
  }

  private void close() {
    open = false;
    queue.forEach(waiting -> {
      waiting.bytes().release();
      waiting.promise().setFailure(new ClosedChannelException());
    });
    queue.clear();
    Optional<PendingWrite> write = pending;
    pending = Optional.empty();
    write.ifPresent(waiting ->
        waiting.failed(failure.map(Throwable.class::cast).orElseGet(ClosedChannelException::new)));
  }

  private long take(ByteBuffer bytes) {
    int taken = (int) Math.min(room, bytes.remaining());
    byte[] copy = new byte[taken];
    bytes.duplicate().get(copy);
    sent.writeBytes(copy);
    room -= taken;
    return taken;
  }

  private void take(ByteBuf bytes) {
    ByteBuffer all = ByteBuffer.allocate(bytes.readableBytes());
    bytes.readBytes(all);
    take(all.flip());
    bytes.release();
  }

  private boolean isFree() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return open && queue.isEmpty();
  }

  @Override
  public EventLoop loop() {
    return LOOP;
  }

  @Override
  public ByteBufAllocator memory() {
    return UnpooledByteBufAllocator.DEFAULT;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public long trySend(ByteBuffer bytes) throws IOException {
    calls.add("send");
    return isFree() ? take(bytes) : 0;
  }

  @Override
  public long trySend(ByteBuffer head, ByteBuffer body) throws IOException {
    calls.add("send");
    return isFree() ? take(head) + take(body) : 0;
  }

  @Override
  public long trySendFile(ByteBuffer head, LinuxFile file, long from, long length)
      throws IOException {
    if (refusesFiles) {
      return REFUSED;
    }
    calls.add("sendFile");
    if (!isFree()) {
      return 0;
    }
    long ofHead = take(head);
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) Math.min(room, length));
    if (bytes.hasRemaining() && file.pread(bytes, from) == 0) {
      throw new ShortFileException(length);
    }
    return ofHead + take(bytes.flip());
  }

  @Override
  public Future<Void> write(ByteBuf bytes) {
    calls.add("write");
    Promise<Void> promise = new DefaultPromise<>(LOOP);
    if (!open) {
      bytes.release();
      return promise.setFailure(new ClosedChannelException());
    }
    if (queue.isEmpty() && bytes.readableBytes() <= room) {
      take(bytes);
      return promise.setSuccess(null);
    }
    queue.add(new Waiting(bytes, promise));
    return promise;
  }

  @Override
  public void whenWritable(PendingWrite write) {
    calls.add("wait");
    if (!open) {
      write.failed(new ClosedChannelException());
      return;
    }
    pending = Optional.of(write);
    LOOP.execute(this::goOn);
  }

  @Override
  public long unackedBytes() {
    return 0;
  }

  @Override
  public boolean isSameHost() {
    return sameHost;
  }

  @Override
  public SentPages handOut(Runnable whenReleasedTask) {
    calls.add("handOut");
    whenReleased = Optional.of(whenReleasedTask);
    return new SentPages() {
      @Override
      public void awaitAck(boolean whole) {
        calls.add(whole ? "awaitAck whole" : "awaitAck");
      }

      @Override
      public void hurry() {
        calls.add("hurry");
      }

      @Override
      public void abandon() {
        calls.add("abandon");
        whenReleasedTask.run();
      }
    };
  }

  @Override
  public void reset() {
    if (open) {
      calls.add("reset");
      close();
    }
  }

  @Override
  public void failed(Throwable cause) {
    faults.add(cause);
  }
}
