package dev.untorn.origin.proxy.body;

import dev.untorn.origin.StreamBody;
import dev.untorn.origin.proxy.fill.ProxyObserver;
import dev.untorn.origin.upstream.BodyEnd;
import dev.untorn.origin.upstream.BodyReceiver;
import dev.untorn.origin.upstream.BodySource;
import dev.untorn.origin.upstream.message.Framing;
import dev.untorn.version.Outage;
import io.netty.buffer.ByteBuf;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A body that goes from its upstream to one client, a piece at a time: the next one is asked for
 * when the client has taken the one before. The upstream's event loop and the client's may differ.
 */
public final class PassedBody implements StreamBody, BodyReceiver {
  private final BodySource source;
  private final OptionalLong lengthBytes;
  private final Framing framing;
  private final Predicate<BodyEnd> isWhole;
  private final ProxyObserver observer;
  private boolean asked;
  private boolean closed;
  private @Nullable Piece ready;
  private @Nullable Runnable waiting;

  public PassedBody(
      BodySource source,
      OptionalLong lengthBytes,
      Framing framing,
      Predicate<BodyEnd> isWhole,
      ProxyObserver observer) {
    this.observer = observer;
    this.source = source;
    this.lengthBytes = lengthBytes;
    this.framing = framing;
    this.isWhole = isWhole;
  }

  @Override
  public OptionalLong lengthBytes() {
    return lengthBytes;
  }

  @Override
  public boolean isFramed() {
    return framing != Framing.CLOSE;
  }

  @Override
  public Piece next() {
    boolean ask;
    synchronized (this) {
      ask = ready == null && !asked;
      asked = true;
    }
    if (ask) {
      source.read(this); // The receiver may be called before this returns.
    }
    return take();
  }

  private synchronized Piece take() {
    Piece piece = ready;
    if (piece instanceof Piece.Bytes) {
      ready = null;
      asked = false;
    }
    return piece == null ? new Piece.Later() : piece;
  }

  @Override
  public void whenReady(Runnable task) {
    synchronized (this) {
      if (ready == null) {
        waiting = task;
        return;
      }
    }
    task.run();
  }

  @Override
  public void piece(ByteBuf piece) {
    observer.fetched(piece.readableBytes());
    if (!set(new Piece.Bytes(piece))) {
      piece.release();
    }
  }

  @Override
  public void end(BodyEnd end) {
    switch (end) {
      case BodyEnd.Cut(Outage outage, var _) -> observer.upstreamFailed(outage);
      case BodyEnd.Wrong _ -> observer.upstreamFailed(Outage.BROKEN);
      case BodyEnd.Framed _, BodyEnd.Unframed _ -> {}
    }
    var _ = set(isWhole.test(end) ? new Piece.End() : new Piece.Broken());
  }

  private boolean set(Piece piece) {
    Runnable task;
    synchronized (this) {
      if (closed) {
        return false;
      }
      ready = piece;
      task = waiting;
      waiting = null;
    }
    if (task != null) {
      task.run();
    }
    return true;
  }

  @Override
  public void close() {
    Piece left;
    synchronized (this) {
      closed = true;
      left = ready;
      ready = null;
    }
    if (left instanceof Piece.Bytes(ByteBuf bytes)) {
      bytes.release();
    }
    source.cancel();
  }
}
