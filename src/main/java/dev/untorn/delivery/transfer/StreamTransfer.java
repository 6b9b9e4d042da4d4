package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.origin.StreamBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Sends a head and a stream. Requests each piece when the wire has taken the one before, so a slow
 * client keeps one piece in memory, not the body. The bytes that complete the response are sent
 * only after the stream has reported that it is complete.
 */
public final class StreamTransfer extends AbstractTransfer {
  /** What the transfer waits for. */
  private enum State {
    STREAM,
    WIRE
  }

  private final StreamBody body;
  private final StreamFraming framing;
  private final OptionalLong lengthBytes;
  private State state = State.STREAM;
  private ByteBuf head;
  private ByteBuf last = Unpooled.EMPTY_BUFFER;
  private long handedBytes;

  public StreamTransfer(
      Wire wire, ByteBuf head, StreamBody body, StreamFraming framing, Consumer<Ended> whenEnded) {
    super(wire, whenEnded);
    this.head = head;
    this.body = body;
    this.framing = framing;
    this.lengthBytes = body.lengthBytes();
  }

  @Override
  public void start() {
    step();
  }

  private void step() {
    switch (body.next()) {
      case StreamBody.Piece.Bytes(ByteBuf bytes) -> send(bytes);
      case StreamBody.Piece.Later() -> {
        state = State.STREAM;
        if (head.isReadable()) { // The first byte of a response waits for nothing.
          var _ = wire().write(takeHead());
        }
        body.whenReady(() -> wire().loop().execute(this::goOn));
      }
      case StreamBody.Piece.End() -> sendEnd();
      case StreamBody.Piece.Broken() -> end(Ending.ORIGIN_BROKEN, handedBytes);
    }
  }

  private void goOn() {
    if (!hasEnded()) {
      step();
    }
  }

  private void send(ByteBuf bytes) {
    if (last.isReadable()) {
      bytes.release(); // More than was promised.
      end(Ending.FAILED, handedBytes);
    } else if (handedBytes + bytes.readableBytes() >= lengthBytes.orElse(Long.MAX_VALUE)) {
      last = bytes;
      step();
    } else {
      write(framing.frame(bytes), bytes.readableBytes(), this::goOn);
    }
  }

  private void sendEnd() {
    long allBytes = handedBytes + last.readableBytes();
    if (allBytes != lengthBytes.orElse(allBytes)) {
      end(Ending.FAILED, handedBytes);
      return;
    }
    ByteBuf end = Unpooled.wrappedBuffer(last, framing.end());
    int bodyBytes = last.readableBytes();
    last = Unpooled.EMPTY_BUFFER;
    write(end, bodyBytes, () -> end(Ending.COMPLETED, handedBytes));
  }

  /** Netty nests listeners only so deep, and then serves other connections first. */
  private void write(ByteBuf framed, int bodyBytes, Runnable whenSent) {
    state = State.WIRE;
    wire()
        .write(Unpooled.wrappedBuffer(takeHead(), framed))
        .addListener(sent -> {
          if (sent.isSuccess()) {
            handedBytes += bodyBytes;
            whenSent.run();
          } else {
            end(Endings.of(sent.cause()), handedBytes);
          }
        });
  }

  private ByteBuf takeHead() {
    ByteBuf taken = head;
    head = Unpooled.EMPTY_BUFFER;
    return taken;
  }

  @Override
  public long handedBytes() {
    return handedBytes;
  }

  @Override
  public boolean isSending() {
    return !hasEnded() && state == State.WIRE;
  }

  @Override
  void letGo() {
    takeHead().release();
    last.release();
    body.close();
  }
}
