package dev.untorn.origin.upstream;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** A body of pieces, then an end. */
class Pieces implements BodySource {
  final CompletableFuture<Void> cancelled = new CompletableFuture<>();
  private final Queue<String> left;
  private final BodyEnd end;

  Pieces(BodyEnd end, String... pieces) {
    this.left = new ArrayDeque<>(List.of(pieces));
    this.end = end;
  }

  @Override
  public void read(BodyReceiver receiver) {
    String piece = left.poll();
    if (piece != null) {
      receiver.piece(Unpooled.copiedBuffer(piece, StandardCharsets.ISO_8859_1));
    } else {
      receiver.end(end);
    }
  }

  @Override
  public void cancel() {
    cancelled.complete(null);
  }
}
