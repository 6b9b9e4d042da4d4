package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Modification;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Segment;
import dev.untorn.version.Body;
import dev.untorn.version.Hold;
import dev.untorn.version.Version;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends what the wire takes at once of a head and a version. Another transfer sends the rest. */
final class ImmediateTransfer implements Transfer, BatchedFences.Sent {
  private final Wire wire;
  private final ByteBuffer head;
  private final Hold hold;
  private final ByteRange range;
  private final ImmediateBody body;
  private final Transfers transfers;
  private final BatchedFences fences;
  private final Consumer<Ended> whenEnded;
  private Optional<Transfer> rest = Optional.empty();
  private long bodyBytesAtOnce;

  /** Owns the hold. The head is complete, direct, and valid until {@link #start} returns. */
  ImmediateTransfer(
      Wire wire,
      ByteBuffer head,
      Hold hold,
      ByteRange range,
      ImmediateBody body,
      Transfers transfers,
      BatchedFences fences,
      Consumer<Ended> whenEnded) {
    this.wire = wire;
    this.head = head;
    this.hold = hold;
    this.range = range;
    this.body = body;
    this.transfers = transfers;
    this.fences = fences;
    this.whenEnded = whenEnded;
  }

  @Override
  public void start() {
    long sent;
    try {
      sent = body.send(wire, head);
    } catch (IOException e) {
      Ended how = body.endingOf(e);
      hold.close();
      wire.reset();
      whenEnded.accept(how);
      return;
    }
    int headBytes = head.remaining();
    bodyBytesAtOnce = Math.max(0, sent - headBytes);
    if (bodyBytesAtOnce == range.lengthBytes()) {
      sentAtOnce();
    } else {
      sendRest((int) Math.min(sent, headBytes));
    }
  }

  /** All sent in the turn of the request's statx: only a live file needs a second check. */
  private void sentAtOnce() {
    switch (hold.version().body()) {
      case Body.Live _ -> fences.ask(this);
      case Body.Memory _, Body.Sealed _, Body.Leased _ -> fenced(Optional.empty());
    }
  }

  /** The fence of a live file. */
  @Override
  public Fence fence() {
    Version version = hold.version();
    return new Fence(((Body.Live) version.body()).file(), version.identity());
  }

  @Override
  public void fenced(Optional<Modification> found) {
    hold.close();
    whenEnded.accept(new Ended(Ending.COMPLETED, range.lengthBytes(), found));
  }

  @Override
  public Wire wire() {
    return wire;
  }

  private void sendRest(int headBytesAtOnce) {
    ByteBuf restOfHead = wire.memory().directBuffer(head.remaining());
    restOfHead.writeBytes(head.duplicate().position(head.position() + headBytesAtOnce));
    List<Segment> restOfBody =
        List.of(new Segment.Slice(new ByteRange(range.first() + bodyBytesAtOnce, range.last())));
    Transfer started = transfers.of(wire, restOfHead, hold, restOfBody, this::restEnded);
    rest = Optional.of(started);
    started.start();
  }

  private void restEnded(Ended how) {
    whenEnded.accept(
        new Ended(how.ending(), bodyBytesAtOnce + how.bodyBytes(), how.modification()));
  }

  @Override
  public long handedBytes() {
    return bodyBytesAtOnce + rest.map(Transfer::handedBytes).orElse(0L);
  }

  @Override
  public boolean isSending() {
    return rest.map(Transfer::isSending).orElse(false);
  }

  @Override
  public void abort(Ending why) {
    rest.ifPresent(running -> running.abort(why));
  }
}
