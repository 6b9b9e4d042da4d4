package dev.untorn.origin.upstream;

import dev.untorn.version.Outage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a body and not fetched yet: no more than one read of the socket gave. Its supply
 * uses it on the event loop.
 */
final class ResponseBody implements BodySource {
  /** Where the body comes from. */
  interface Supply {
    /** A piece or the end is awaited. */
    void more();

    /** Nobody wants the rest. */
    void cancelled();
  }

  private final EventLoop loop;
  private final Supply supply;
  private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();
  private @Nullable BodyReceiver receiver;
  private @Nullable BodyEnd end;
  private boolean delivering;

  ResponseBody(EventLoop loop, Supply supply) {
    this.loop = loop;
    this.supply = supply;
  }

  @Override
  public void read(BodyReceiver next) {
    if (loop.inEventLoop()) {
      await(next);
      return;
    }
    try {
      loop.execute(() -> await(next));
    } catch (RejectedExecutionException e) {
      next.end(new BodyEnd.Cut(Outage.UNREACHABLE, "the server is stopping"));
    }
  }

  private void await(BodyReceiver next) {
    if (receiver != null) {
      throw new IllegalStateException("a body is read by two");
    }
    receiver = next;
    deliver();
  }

  /** Gives what is there to whoever waits; a loop, for a receiver may ask again at once. */
  private void deliver() {
    if (delivering) {
      return;
    }
    delivering = true;
    try {
      BodyReceiver waiting = receiver;
      while (waiting != null) {
        ByteBuf piece = pieces.poll();
        if (piece != null) {
          receiver = null;
          waiting.piece(piece);
        } else if (end != null) {
          receiver = null;
          waiting.end(end);
        } else {
          supply.more();
          return;
        }
        waiting = receiver;
      }
    } finally {
      delivering = false;
    }
  }

  /** Whether somebody waits and there is nothing. */
  boolean isAwaited() {
    return receiver != null;
  }

  void add(ByteBuf piece) {
    pieces.add(piece);
    deliver();
  }

  void finish(BodyEnd how) {
    end = how;
    deliver();
  }

  @Override
  public void cancel() {
    if (loop.inEventLoop()) {
      drop();
      return;
    }
    try {
      loop.execute(this::drop);
    } catch (RejectedExecutionException e) {
      return; // The loop has ended, and the connection with it.
    }
  }

  private void drop() {
    pieces.forEach(ByteBuf::release);
    pieces.clear();
    if (end == null) {
      supply.cancelled();
      finish(new BodyEnd.Cut(Outage.UNREACHABLE, "the response was cancelled"));
    }
  }
}
