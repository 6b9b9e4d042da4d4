package dev.untorn.bench.load;

import dev.untorn.client.ReplyHead;
import dev.untorn.client.ReplyReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One of the load's connections, reopened whenever it ends. On its event loop's thread only.
 * Sharable, because it serves one channel after another.
 */
@Sharable
final class ClientConnection extends ChannelInboundHandlerAdapter implements ReplyReader.Listener {
  /** The limit of most clients and servers. */
  static final int HEAD_BYTES_MAX = 16 * 1024;

  private final LoadWorker worker;
  private final Dialer dialer;
  private final ReplyReader reader;
  private final boolean keepAlive;
  private final OptionalLong readBytesPerSecond;
  private final boolean verify;
  private final CRC32C checksum = new CRC32C();
  private String tag = "";
  private final long[] dueNanos;
  private final PreparedRequest[] requests;
  private @Nullable Channel channel;
  private boolean connected;
  private boolean reading;
  private boolean unflushed;
  private boolean heard;
  private long quietSinceNanos;
  private int first;
  private int underWay;
  private long idleSinceNanos;

  /** A connection that opens with the first request; all are HEAD if {@code heads}. */
  ClientConnection(
      LoadWorker worker, Dialer dialer, ReplyHead head, boolean heads, LoadProfile profile) {
    this.worker = worker;
    this.dialer = dialer;
    this.keepAlive = profile.keepAlive();
    this.readBytesPerSecond = profile.readBytesPerSecond();
    this.reader = new ReplyReader(head, HEAD_BYTES_MAX, heads, this);
    this.verify = profile.verify();
    this.dueNanos = new long[profile.pipeline()];
    this.requests = new PreparedRequest[profile.pipeline()];
  }

  boolean hasRoom() {
    return underWay < dueNanos.length;
  }

  boolean isBusy() {
    return underWay > 0;
  }

  /** Whether it waits for the first byte of a body. */
  boolean isSilent() {
    return underWay > 0 && reader.partialBytes() == 0;
  }

  long idleSinceNanos() {
    return idleSinceNanos;
  }

  /** Sends a request, connecting first if needed. There must be room. */
  void send(PreparedRequest request, long due) {
    int place = (first + underWay) % dueNanos.length;
    dueNanos[place] = due;
    requests[place] = request;
    heard |= underWay == 0;
    underWay++;
    if (channel == null) {
      connect();
    } else if (connected) {
      write(channel, request);
    }
  }

  private void connect() {
    ChannelFuture connecting = dialer.active(this);
    Channel made = connecting.channel();
    channel = made;
    connecting.addListener(done -> {
      if (!done.isSuccess() && made.equals(channel)) {
        boolean late = done.cause() instanceof ConnectTimeoutException;
        fail(late ? RequestError.TIMEOUT : RequestError.CONNECT);
      }
    });
  }

  private void write(Channel to, PreparedRequest request) {
    var _ = to.write(request.bytes().retainedDuplicate(), to.voidPromise());
    unflushed = true;
    if (!reading) {
      unflushed = false;
      to.flush();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connected = true;
    heard = true;
    for (int i = 0; i < underWay; i++) {
      write(context.channel(), requests[(first + i) % requests.length]);
    }
    readOn(context.channel(), 0);
  }

  /** False for late events of a channel that was dropped. */
  private boolean isCurrent(ChannelHandlerContext context) {
    return context.channel().equals(channel);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    reading = true;
    heard = true;
    try {
      if (isCurrent(context)) {
        int count = bytes.readableBytes();
        reader.take(dialer.view(), bytes.readerIndex(), bytes.writerIndex());
        readOn(context.channel(), count);
      }
    } finally {
      reading = false;
      bytes.release();
    }
  }

  /** Schedules the next read of a slow connection. Others read automatically. */
  private void readOn(Channel from, int justReadBytes) {
    if (readBytesPerSecond.isPresent()) {
      long waitNanos = (long) (justReadBytes * 1e9 / readBytesPerSecond.getAsLong());
      var _ = from.eventLoop().schedule(() -> from.read(), waitNanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (unflushed && isCurrent(context)) {
      unflushed = false;
      context.flush();
    }
  }

  @Override
  public boolean began(ReplyHead head) {
    if (verify) {
      tag = head.tag();
      checksum.reset();
    }
    return true;
  }

  @Override
  public boolean content(ByteBuffer bytes, int from, int to) {
    if (verify) {
      checksum.update(bytes.limit(to).position(from));
      bytes.clear();
    }
    return true;
  }

  /** The entity tag of the last response, if bodies are verified. */
  String tag() {
    return tag;
  }

  /** CRC32C of the last body; 0 if bodies are not verified. */
  int checksum() {
    return (int) checksum.getValue();
  }

  @Override
  public boolean ended() {
    if (underWay == 0) {
      fail(RequestError.UNREADABLE);
      return false;
    }
    long due = dueNanos[first];
    PreparedRequest request = requests[first];
    first = (first + 1) % dueNanos.length;
    underWay--;
    boolean goOn = !reader.close() && keepAlive;
    if (!goOn) {
      drop();
    }
    if (!goOn && underWay > 0) {
      // The server ends the connection after this response: sends the other requests again.
      connect();
    }
    idleSinceNanos = System.nanoTime();
    worker.answered(this, request, reader, due, idleSinceNanos);
    return goOn && channel != null;
  }

  @Override
  public void malformed(String why) {
    fail(RequestError.UNREADABLE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (isCurrent(context)) {
      if (reader.endsByClose()) {
        reader.closed();
      } else {
        fail(RequestError.CUT);
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (isCurrent(context)) {
      fail(RequestError.CUT);
    }
  }

  /**
   * Fails the requests in flight if the server has been silent for too long. Called at intervals,
   * so that reads need no clock: a timeout is late by up to two intervals.
   */
  void expire(long nowNanos, long timeoutNanos) {
    if (heard) {
      heard = false;
      quietSinceNanos = nowNanos;
    } else if (connected && underWay > 0 && nowNanos - quietSinceNanos >= timeoutNanos) {
      fail(RequestError.TIMEOUT);
    }
  }

  /** Drops the connection and counts its requests in flight as failed. */
  void fail(RequestError error) {
    int failed = underWay;
    underWay = 0;
    drop();
    idleSinceNanos = System.nanoTime();
    for (int i = 0; i < failed; i++) {
      worker.failed(error, dueNanos[(first + i) % dueNanos.length], idleSinceNanos);
    }
    worker.ended(this, failed > 0);
  }

  void drop() {
    Channel open = channel;
    channel = null;
    connected = false;
    unflushed = false;
    reader.reset();
    if (open != null) {
      var _ = open.close();
    }
  }

  /**
   * Counts the received part of a response in progress.
   *
   * @param sign -1 for a part received before counting began, else 1
   */
  void partial(LoadStats stats, int sign) {
    long bytes = reader.partialBytes();
    if (connected && bytes > 0) {
      long known = reader.wholeBytes();
      long whole = known > 0 ? known : requests[first].spec().expected().lengthBytes().orElse(0);
      // Of a body of unknown length the part is unknown, too.
      double part = whole > 0 ? (double) bytes / whole : 0;
      stats.partial(sign * part, sign * bytes);
    }
  }

  void unanswered(long nowNanos) {
    for (int i = 0; i < underWay; i++) {
      worker.failed(RequestError.UNANSWERED, dueNanos[(first + i) % dueNanos.length], nowNanos);
    }
  }
}
