package dev.untorn.bench.load;

import dev.untorn.client.ReplyHead;
import dev.untorn.client.ReplyReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One of the connections, made anew as often as it ends. On its event loop's thread only; sharable
 * because it outlives its channels, of which it has one at a time.
 */
@Sharable
final class Slot extends ChannelInboundHandlerAdapter implements ReplyReader.Listener {
  /** The bound that most clients and servers have. */
  static final int HEAD_BYTES_MAX = 16 * 1024;

  private final Share share;
  private final ReplyReader reader;
  private final boolean verify;
  private final CRC32C checksum = new CRC32C();
  private String tag = "";
  private final long[] dueNanos;
  private final Shot[] shots;
  private @Nullable Channel channel;
  private boolean connected;
  private boolean reading;
  private boolean unflushed;
  private boolean heard;
  private long quietSinceNanos;
  private int first;
  private int underWay;
  private long idleSinceNanos;

  Slot(Share share, ReplyHead head, boolean heads, Shape shape) {
    this.share = share;
    this.reader = new ReplyReader(head, HEAD_BYTES_MAX, heads, this);
    this.verify = shape.verify();
    this.dueNanos = new long[shape.pipeline()];
    this.shots = new Shot[shape.pipeline()];
  }

  /** Whether one more request may be under way. */
  boolean hasRoom() {
    return underWay < dueNanos.length;
  }

  /** Whether a request is under way. */
  boolean isAsked() {
    return underWay > 0;
  }

  /** Whether a request is under way of whose body nothing has come. */
  boolean isSilent() {
    return underWay > 0 && reader.partialBytes() == 0;
  }

  /** Since when it could have been used. */
  long idleSinceNanos() {
    return idleSinceNanos;
  }

  /** Asks; connects first where needed. There must be room. */
  void ask(Shot shot, long due) {
    int place = (first + underWay) % dueNanos.length;
    dueNanos[place] = due;
    shots[place] = shot;
    heard |= underWay == 0;
    underWay++;
    if (channel == null) {
      channel = share.connect(this);
    } else if (connected) {
      send(channel, shot);
    }
  }

  private void send(Channel to, Shot shot) {
    var _ = to.write(shot.request().retainedDuplicate(), to.voidPromise());
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
      send(context.channel(), shots[(first + i) % shots.length]);
    }
    share.paced(context.channel(), 0);
  }

  /** Not of a connection that was given up. */
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
        reader.take(share.view(), bytes.readerIndex(), bytes.writerIndex());
        share.paced(context.channel(), count);
      }
    } finally {
      reading = false;
      bytes.release();
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

  /** The entity tag of the response that ended, where bodies are verified. */
  String tag() {
    return tag;
  }

  /** CRC32C of its body; 0 where bodies are not verified. */
  int checksum() {
    return (int) checksum.getValue();
  }

  @Override
  public boolean ended() {
    if (underWay == 0) {
      fail(Fault.UNREADABLE);
      return false;
    }
    long due = dueNanos[first];
    Shot shot = shots[first];
    first = (first + 1) % dueNanos.length;
    underWay--;
    boolean goOn = !reader.close() && share.keepAlive();
    if (!goOn) {
      drop();
    }
    if (!goOn && underWay > 0) {
      // The server ended the connection between two responses: the rest is asked again.
      channel = share.connect(this);
    }
    idleSinceNanos = System.nanoTime();
    share.answered(this, shot, reader, due, idleSinceNanos);
    return goOn && channel != null;
  }

  @Override
  public void malformed(String why) {
    fail(Fault.UNREADABLE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (isCurrent(context)) {
      if (reader.endsByClose()) {
        reader.closed();
      } else {
        fail(Fault.CUT);
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (isCurrent(context)) {
      fail(Fault.CUT);
    }
  }

  /**
   * Gives up the connection if it owes a response and has been silent for too long. Called at
   * intervals, so that no read has to look at the clock: a timeout is late by up to two intervals.
   */
  void expire(long nowNanos, long timeoutNanos) {
    if (heard) {
      heard = false;
      quietSinceNanos = nowNanos;
    } else if (connected && underWay > 0 && nowNanos - quietSinceNanos >= timeoutNanos) {
      fail(Fault.TIMEOUT);
    }
  }

  /** Gives up the connection, and what was asked on it. */
  void fail(Fault fault) {
    int failed = underWay;
    underWay = 0;
    drop();
    idleSinceNanos = System.nanoTime();
    for (int i = 0; i < failed; i++) {
      share.failed(fault, dueNanos[(first + i) % dueNanos.length], idleSinceNanos);
    }
    share.ended(this, failed > 0);
  }

  /** Closes, and asks no more. What is under way is not answered. */
  void drop() {
    Optional<Channel> open = Optional.ofNullable(channel);
    channel = null;
    connected = false;
    unflushed = false;
    reader.reset();
    if (open.isPresent()) {
      var _ = open.get().close();
    }
  }

  /**
   * Tells of the response under way.
   *
   * @param sign 1 to count the part that has come; -1 for a part that came before it counted
   */
  void partial(Tally tally, int sign) {
    long bytes = reader.partialBytes();
    if (connected && bytes > 0) {
      long told = reader.wholeBytes();
      long whole = told > 0 ? told : shots[first].ask().expected().lengthBytes().orElse(0);
      // Of a body of unknown length no part can be told.
      double part = whole > 0 ? (double) bytes / whole : 0;
      tally.partial(sign * part, sign * bytes);
    }
  }

  /** Counts all requests in flight as unanswered. */
  void unanswered(long nowNanos) {
    for (int i = 0; i < underWay; i++) {
      share.failed(Fault.UNANSWERED, dueNanos[(first + i) % dueNanos.length], nowNanos);
    }
  }
}
