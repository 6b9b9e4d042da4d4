package dev.untorn.origin.proxy.body;

import dev.untorn.origin.StreamBody;
import dev.untorn.origin.upstream.BodyEnd;
import dev.untorn.origin.upstream.BodyReceiver;
import dev.untorn.origin.upstream.BodySource;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import io.netty.buffer.ByteBuf;

/** A request's body on its way from the client. Used by the client's event loop. */
public final class RelayedBody implements BodySource {
  private final StreamBody body;
  private long readBytes;

  public RelayedBody(StreamBody body) {
    this.body = body;
  }

  @Override
  public void read(BodyReceiver receiver) {
    switch (body.next()) {
      case StreamBody.Piece.Bytes(ByteBuf bytes) -> {
        readBytes += bytes.readableBytes();
        receiver.piece(bytes);
      }
      case StreamBody.Piece.Later() -> body.whenReady(() -> read(receiver));
      case StreamBody.Piece.End() -> receiver.end(new BodyEnd.Framed(readBytes, Fields.NONE));
      case StreamBody.Piece.Broken() ->
          receiver.end(new BodyEnd.Cut(Outage.BROKEN, "its client did not send all of it"));
    }
  }

  @Override
  public void cancel() {
    body.close();
  }
}
