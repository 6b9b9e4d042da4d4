package dev.untorn.origin.upstream;

import io.netty.buffer.ByteBuf;

/** Reads a body that nobody wants, so that its connection can be kept; a long one is cancelled. */
final class Drain implements BodyReceiver {
  /** What is read rather than a connection opened anew. */
  private static final long BYTES_MAX = 64 << 10;

  private final BodySource body;
  private long bytes;

  private Drain(BodySource body) {
    this.body = body;
  }

  static void of(UpstreamResponse response) {
    if (response.lengthBytes().orElse(0) > BYTES_MAX) {
      response.body().cancel();
    } else {
      response.body().read(new Drain(response.body()));
    }
  }

  @Override
  public void piece(ByteBuf piece) {
    bytes += piece.readableBytes();
    piece.release();
    if (bytes > BYTES_MAX) {
      body.cancel();
    } else {
      body.read(this);
    }
  }

  @Override
  public void end(BodyEnd end) {}
}
