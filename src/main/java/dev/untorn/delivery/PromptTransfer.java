package dev.untorn.delivery;

import dev.untorn.linux.LinuxFile;
import dev.untorn.version.Body;
import dev.untorn.version.Hold;
import dev.untorn.version.Version;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends a stretch of a version behind a head that was encoded before: past Netty's queue if nothing
 * waits in it. What the socket does not take at once goes the usual way.
 */
final class PromptTransfer implements Transfer {
  private final UnixChannel channel;
  private final ByteBuffer head;
  private final Hold hold;
  private final ByteRange range;
  private final PromptBody body;
  private final long bodyBytes;
  private final Transfers transfers;
  private final TurnFences fences;
  private final Consumer<Ended> whenEnded;
  private Optional<Transfer> rest = Optional.empty();
  private long bodyBytesAtOnce;

  /**
   * Owns the hold.
   *
   * @param head complete and direct; copied before {@link #start} returns, if it is needed longer
   * @param body the range's
   * @param transfers make one of what does not leave at once
   * @param fences of the loop
   */
  PromptTransfer(
      UnixChannel channel,
      ByteBuffer head,
      Hold hold,
      ByteRange range,
      PromptBody body,
      Transfers transfers,
      TurnFences fences,
      Consumer<Ended> whenEnded) {
    this.channel = channel;
    this.head = head;
    this.hold = hold;
    this.range = range;
    this.body = body;
    this.bodyBytes = range.lengthBytes();
    this.transfers = transfers;
    this.fences = fences;
    this.whenEnded = whenEnded;
  }

  @Override
  public void start() {
    long sent;
    try {
      sent = isQueueEmpty(channel) ? body.send(channel.fd().intValue(), head) : 0;
    } catch (IOException e) {
      Ending how = body.endingOf(e);
      hold.close();
      Endings.cut(channel);
      whenEnded.accept(new Ended(how, 0, Optional.empty()));
      return;
    }
    int headBytes = head.remaining();
    bodyBytesAtOnce = Math.max(0, sent - headBytes);
    if (bodyBytesAtOnce == bodyBytes) {
      fence();
    } else {
      sendRest((int) Math.min(sent, headBytes));
    }
  }

  /** What left within this turn is what the request found; but of a live file nothing is sure. */
  private void fence() {
    Version version = hold.version();
    switch (version.body()) {
      case Body.Live(LinuxFile file) ->
          fences.ask(channel, file, version.stamp(), this::sentAtOnce);
      case Body.Memory _, Body.Sealed _, Body.Leased _ -> sentAtOnce(Optional.empty());
    }
  }

  private void sentAtOnce(Optional<Modification> modification) {
    hold.close();
    whenEnded.accept(new Ended(Ending.COMPLETED, bodyBytes, modification));
  }

  /** Whether nothing waits that must go first. */
  static boolean isQueueEmpty(UnixChannel channel) {
    ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
    return queue != null && queue.isEmpty();
  }

  private void sendRest(int headBytesAtOnce) {
    ByteBuf restOfHead = channel.alloc().directBuffer(head.remaining());
    restOfHead.writeBytes(head.duplicate().position(head.position() + headBytesAtOnce));
    List<Segment> restOfBody =
        List.of(new Segment.Slice(new ByteRange(range.first() + bodyBytesAtOnce, range.last())));
    Transfer started = transfers.of(channel, restOfHead, hold, restOfBody, this::restEnded);
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
