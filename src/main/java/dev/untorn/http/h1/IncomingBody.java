package dev.untorn.http.h1;

import dev.untorn.config.LimitSettings;
import dev.untorn.http.ClientRate;
import dev.untorn.origin.StreamBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way to an upstream. Each piece is taken from what was received when the
 * upstream asks for it; its client is read no further ahead than between two requests. Event loop
 * only.
 */
final class IncomingBody implements StreamBody {
  /** Who sends the body. */
  interface Client {
    /** Whether its requests go on to an origin, with their bodies. */
    boolean isRelayed();

    /** Whether it sends no more. */
    boolean hasEnded();

    long nowNanos();

    /** It may wait for a 100 before it sends the body (RFC 9110, 10.1.1). */
    void sendContinue();

    /** There is room for more. */
    void taken();

    /** The body's framing is broken, or it has ended early (RFC 9112, 8). */
    void malformed();
  }

  /** One write: even a slow upstream takes it within the deadline for its progress. */
  private static final int PIECE_BYTES_MAX = 64 << 10;

  private enum State {
    /** All that was asked for was there. */
    RECEIVING,
    /** The upstream waits for the client. */
    AWAITED,
    WHOLE,
    /** The rest will not come. */
    CUT,
    /** Nobody wants the rest. */
    UNWANTED
  }

  private final RequestReader reader;
  private final Client client;
  private final OptionalLong lengthBytes;
  private final RequestBodyDrain framing;
  private State state = State.RECEIVING;
  private boolean owesContinue;
  private long awaitedSinceNanos;
  private long receivedBytes;
  private @Nullable ClientRate rate;
  private ByteBuf piece = Unpooled.EMPTY_BUFFER;
  private @Nullable Runnable waiting;

  IncomingBody(RequestHead head, RequestReader reader, Client client) {
    this.reader = reader;
    this.client = client;
    this.owesContinue = head.expectContinue();
    this.lengthBytes =
        head.body() instanceof RequestBody.Length(long bytes)
            ? OptionalLong.of(bytes)
            : OptionalLong.empty();
    this.framing =
        new RequestBodyDrain(head.body(), Long.MAX_VALUE, part -> piece.writeBytes(part));
  }

  @Override
  public OptionalLong lengthBytes() {
    return lengthBytes;
  }

  @Override
  public Piece next() {
    return switch (state) {
      case RECEIVING, AWAITED -> received();
      case WHOLE -> new Piece.End();
      case CUT, UNWANTED -> new Piece.Broken();
    };
  }

  private Piece received() {
    while (isOpen() && !reader.isEmpty()) {
      owesContinue = false; // It did not wait.
      ByteBuf data = decode();
      client.taken();
      if (data.isReadable()) {
        return new Piece.Bytes(data);
      }
      data.release();
    }
    if (state == State.WHOLE) {
      return new Piece.End();
    } else if (isOpen() && !client.hasEnded()) {
      await();
      return new Piece.Later();
    }
    state = State.CUT;
    client.malformed();
    return new Piece.Broken();
  }

  private boolean isOpen() {
    return state == State.RECEIVING || state == State.AWAITED;
  }

  /** The data of what was received, up to a bound; empty if it was framing alone, or broken. */
  private ByteBuf decode() {
    ByteBuf input = reader.bytes();
    ByteBuf some =
        input.slice(input.readerIndex(), Math.min(input.readableBytes(), PIECE_BYTES_MAX));
    piece = input.alloc().directBuffer(some.readableBytes());
    switch (framing.consume(some)) {
      case MORE -> state = piece.isReadable() ? State.RECEIVING : state;
      case DONE -> {
        state = State.WHOLE;
        reader.bodyEnded();
      }
      case TOO_LARGE, MALFORMED -> {
        state = State.CUT;
        piece.clear();
      }
    }
    input.skipBytes(some.readerIndex());
    receivedBytes += piece.readableBytes();
    return piece;
  }

  private void await() {
    if (state == State.RECEIVING) {
      state = State.AWAITED;
      awaitedSinceNanos = client.nowNanos();
    }
    if (owesContinue) {
      owesContinue = false;
      client.sendContinue();
    }
  }

  @Override
  public void whenReady(Runnable task) {
    waiting = task;
    if (state != State.AWAITED || !reader.isEmpty() || client.hasEnded()) {
      resume();
    }
  }

  /** The client has sent something, or has ended. */
  void advance() {
    if (state == State.UNWANTED) {
      reader.bytes().skipBytes(reader.bytes().readableBytes());
    } else {
      resume();
    }
  }

  private void resume() {
    Runnable task = waiting;
    waiting = null;
    if (task != null) {
      task.run();
    }
  }

  /** Whether the upstream has waited so long for this client. */
  boolean isStalled(long nowNanos, long patienceNanos) {
    return state == State.AWAITED && nowNanos - awaitedSinceNanos >= patienceNanos;
  }

  /**
   * Whether the upstream is kept waiting by a few bytes now and then; call it several times in a
   * period. Some such clients could else occupy all connections to it.
   */
  boolean isTooSlow(long nowNanos, LimitSettings limits) {
    if (state != State.AWAITED) {
      rate = null;
      return false;
    }
    ClientRate measured = rate == null ? new ClientRate(limits) : rate;
    rate = measured;
    return measured.isTooSlow(nowNanos, receivedBytes);
  }

  /** The final response begins: nothing may be written before it any more. */
  void answerBegins() {
    owesContinue = false;
  }

  /** The client is not read any more. */
  void cut() {
    end(State.CUT);
  }

  @Override
  public void close() {
    end(State.UNWANTED);
  }

  private void end(State how) {
    if (isOpen()) {
      state = how;
      resume();
    }
  }
}
