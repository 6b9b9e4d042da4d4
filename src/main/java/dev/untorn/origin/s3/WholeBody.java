package dev.untorn.origin.s3;

import dev.untorn.origin.upstream.BodyEnd;
import dev.untorn.origin.upstream.BodyReceiver;
import dev.untorn.origin.upstream.BodySource;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads a body into memory. */
final class WholeBody implements BodyReceiver {
  private final BodySource source;
  private final int bytesMax;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<Optional<byte[]>> whole = new CompletableFuture<>();

  private WholeBody(BodySource source, int bytesMax) {
    this.source = source;
    this.bytesMax = bytesMax;
  }

  /** Its bytes; empty if it is longer, or did not come whole. */
  static CompletionStage<Optional<byte[]>> of(BodySource source, int bytesMax) {
    WholeBody body = new WholeBody(source, bytesMax);
    source.read(body);
    return body.whole;
  }

  @Override
  public void piece(ByteBuf piece) {
    int length = piece.readableBytes();
    if (bytes.size() + length > bytesMax) {
      piece.release();
      var _ = whole.complete(Optional.empty());
      source.cancel();
      return;
    }
    byte[] copy = new byte[length];
    piece.readBytes(copy);
    piece.release();
    bytes.writeBytes(copy);
    source.read(this);
  }

  @Override
  public void end(BodyEnd end) {
    var _ =
        whole.complete(
            end instanceof BodyEnd.Framed ? Optional.of(bytes.toByteArray()) : Optional.empty());
  }
}
