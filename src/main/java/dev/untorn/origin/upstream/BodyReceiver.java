package dev.untorn.origin.upstream;

import io.netty.buffer.ByteBuf;

/** Gets what a {@link BodySource} was asked for. Must not block. */
public interface BodyReceiver {
  /** A piece, never empty; the receiver releases it. */
  void piece(ByteBuf piece);

  /** Nothing follows. */
  void end(BodyEnd end);
}
