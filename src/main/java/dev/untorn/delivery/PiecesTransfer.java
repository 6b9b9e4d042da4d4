package dev.untorn.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends a head and a body in pieces, each made when the socket has taken the one before: a client
 * that reads slowly keeps one piece in memory, not the body.
 */
public final class PiecesTransfer implements Transfer {
  private final Wire wire;
  private final ByteBuf head;
  private final Pieces pieces;
  private final Consumer<Ended> whenEnded;
  private long handedBytes;
  private boolean ended;

  /** Owns the head and the pieces. */
  public PiecesTransfer(
      Wire wire, ByteBuf head, Pieces pieces, Consumer<Ended> whenEnded) {
    this.wire = wire;
    this.head = head;
    this.pieces = pieces;
    this.whenEnded = whenEnded;
  }

  @Override
  public void start() {
    var _ = wire.write(head);
    sendNext();
  }

  /** Netty calls listeners of listeners only so deep, and then lets other connections go first. */
  private void sendNext() {
    if (ended) {
      return;
    }
    byte[] piece = pieces.next();
    if (piece == null) {
      end(handedBytes == pieces.lengthBytes() ? Ending.COMPLETED : Ending.FAILED);
      return;
    }
    wire.write(Unpooled.wrappedBuffer(piece))
        .addListener(sent -> {
          if (sent.isSuccess()) {
            handedBytes += piece.length;
            sendNext();
          } else {
            end(Endings.of(sent.cause()));
          }
        });
  }

  @Override
  public long handedBytes() {
    return handedBytes;
  }

  @Override
  public boolean isSending() {
    return !ended;
  }

  @Override
  public void abort(Ending why) {
    end(why);
  }

  private void end(Ending how) {
    if (ended) {
      return;
    }
    ended = true;
    pieces.close();
    if (how != Ending.COMPLETED) {
      wire.reset();
    }
    whenEnded.accept(new Ended(how, handedBytes, Optional.empty()));
  }
}
