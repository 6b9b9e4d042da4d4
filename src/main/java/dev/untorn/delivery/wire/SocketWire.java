package dev.untorn.delivery.wire;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.net.Acknowledged;
import dev.untorn.linux.net.SocketOut;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A plain socket. Immediate sends use the raw descriptor and bypass Netty's queue; Netty reports
 * when a full socket takes more. Event loop only.
 */
public final class SocketWire implements ConnectionWire {
  /**
   * Capacity of a packet besides a head (MAX_SKB_FRAGS in the kernel, a page each). Where the last
   * page of a body would need another packet, MSG_MORE doubles the total time.
   */
  private static final long SHARED_BYTES_MAX = 64 * 1024;

  private static final long PAGE_BYTES = 4096;

  private final UnixChannel channel;
  private final CopyingDevices copyingDevices;
  private final UnackedPages pages = new UnackedPages(this);
  private @Nullable Boolean sameHost;
  private boolean inTurn;
  private boolean full;

  public SocketWire(UnixChannel channel, CopyingDevices copyingDevices) {
    this.channel = channel;
    this.copyingDevices = copyingDevices;
  }

  @Override
  public EventLoop loop() {
    return channel.eventLoop();
  }

  @Override
  public ByteBufAllocator memory() {
    return channel.alloc();
  }

  @Override
  public boolean isOpen() {
    return channel.isActive();
  }

  boolean hasDescriptor() {
    return channel.isOpen();
  }

  int descriptor() {
    return channel.fd().intValue();
  }

  @Override
  public long trySend(ByteBuffer bytes) throws KernelException {
    if (!isFree()) {
      return 0;
    }
    int position = bytes.position();
    long sent = SocketOut.send(descriptor(), bytes);
    bytes.position(position);
    return taken(sent, bytes.remaining());
  }

  @Override
  public long trySend(ByteBuffer head, ByteBuffer body) throws KernelException {
    return isFree()
        ? taken(SocketOut.send(descriptor(), head, body), head.remaining() + body.remaining())
        : 0;
  }

  @Override
  public long trySendFile(ByteBuffer head, LinuxFile file, long from, long length)
      throws IOException {
    if (!isFree()) {
      return 0;
    }
    int headBytes = head.remaining();
    if (headBytes > 0) {
      long sent = sendHead(head, from, length);
      if (sent < headBytes) {
        return sent;
      }
    }
    long sent;
    try {
      sent = SocketOut.sendFile(descriptor(), file, from, length);
    } catch (KernelException e) {
      if (!isRefusal(e.errno())) {
        throw e;
      }
      return headBytes > 0 ? headBytes : REFUSED;
    }
    if (sent == 0) {
      throw new ShortFileException(length);
    }
    return headBytes + taken(sent, length);
  }

  /** In one packet with the stretch of a file that is sent by reference next, if both fit. */
  private long sendHead(ByteBuffer head, long from, long length) throws KernelException {
    int position = head.position();
    long sent =
        from % PAGE_BYTES + length <= SHARED_BYTES_MAX
            ? SocketOut.sendMore(descriptor(), head)
            : SocketOut.send(descriptor(), head);
    head.position(position);
    return taken(sent, head.remaining());
  }

  /** Whether sendfile(2) does not support this file, but copying may work. */
  private static boolean isRefusal(Errno errno) {
    return errno == Errno.EPERM
        || errno == Errno.ENOSYS
        || errno == Errno.EINVAL
        || errno == Errno.EOPNOTSUPP;
  }

  private long taken(long sent, long wanted) {
    full = sent < wanted;
    return sent == SocketOut.FULL ? 0 : sent;
  }

  /** Has a pending write send; it is the first in Netty's queue now. */
  boolean giveTurn(PendingWrite write) throws IOException {
    inTurn = true;
    try {
      return write.send();
    } finally {
      inTurn = false;
    }
  }

  /** Whether the socket took less than it was given since the last call. */
  boolean wasFull() {
    boolean was = full;
    full = false;
    return was;
  }

  /** Whether no earlier bytes wait. */
  private boolean isFree() {
    ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
    return queue != null && (queue.isEmpty() || inTurn);
  }

  @Override
  public Future<Void> write(ByteBuf bytes) {
    return channel.writeAndFlush(bytes);
  }

  @Override
  public void whenWritable(PendingWrite write) {
    SocketSignal signal = new SocketSignal(this, write);
    channel.writeAndFlush(signal).addListener(signal);
  }

  @Override
  public long unackedBytes() {
    try {
      return Acknowledged.outstandingBytes(descriptor());
    } catch (KernelException e) {
      return 0; // A sandbox refuses the call.
    }
  }

  @Override
  public boolean isSameHost() {
    if (sameHost == null) {
      sameHost =
          !(channel.localAddress() instanceof InetSocketAddress local
              && channel.remoteAddress() instanceof InetSocketAddress remote
              && copyingDevices.areBefore(descriptor(), local, remote));
    }
    return sameHost;
  }

  @Override
  public SentPages handOut(Runnable whenReleased) {
    return pages.handOut(whenReleased);
  }

  @Override
  public void reset() {
    if (isOpen()) {
      resetWhenClosed();
      closeNow();
    }
  }

  /** Makes every later close a reset, also Netty's own after an exception. */
  void resetWhenClosed() {
    pages.reset();
    setLinger(0);
  }

  /** With 0, closing resets the connection (tcp(7), SO_LINGER); with -1 it does not. */
  void setLinger(int seconds) {
    channel.config().setOption(ChannelOption.SO_LINGER, seconds);
  }

  void closeNow() {
    var _ = channel.close();
  }

  @Override
  public void failed(Throwable cause) {
    channel.pipeline().fireExceptionCaught(cause);
  }

  @Override
  public void requireAlone(ChannelHandler protocol) {
    ChannelPipeline pipeline = channel.pipeline();
    if (!protocol.equals(pipeline.first()) || !protocol.equals(pipeline.last())) {
      throw new IllegalStateException("handlers that would be bypassed: " + pipeline.names());
    }
  }

  @Override
  public boolean hasUnackedPages() {
    return pages.isAny();
  }

  @Override
  public void whenNoUnackedPages(Runnable task) {
    pages.whenNone(task);
  }

  @Override
  public void shutdownOutput() {
    var _ = ((DuplexChannel) channel).shutdownOutput();
  }

  @Override
  public void close() {
    pages.closeWhenNone();
  }
}
