package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.upstream.BodyReceiver;
import dev.untorn.origin.upstream.BodySource;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where the bytes of a run come from: a response, and others that bring the rest where one breaks
 * off. Used by one thread after another.
 */
final class FillSource {
  /** So often readers wait for a body that comes in pieces. */
  private static final int CONTINUED_MAX = 8;

  private final Continuation continuation;
  private BodySource body;
  private Overlap overlap;
  private long brokeAtBytes = -1;
  private int continued;

  /** The body first brings the overlap: bytes that are stored already, and must be the same. */
  FillSource(BodySource body, ByteBuffer overlap, Continuation continuation) {
    this.body = body;
    this.overlap = new Overlap(overlap);
    this.continuation = continuation;
  }

  void read(BodyReceiver receiver) {
    body.read(receiver);
  }

  void cancel() {
    body.cancel();
  }

  /** A piece as the store takes it. */
  static ByteBuffer direct(ByteBuf piece) {
    return piece.isDirect()
        ? piece.nioBuffer()
        : ByteBuffer.allocateDirect(piece.readableBytes()).put(piece.nioBuffer()).flip();
  }

  /** Whether bytes begin as what is stored already, which is passed over. */
  boolean goesOnIn(ByteBuffer bytes) {
    return overlap.beginsWithin(bytes);
  }

  /** Whether all that is stored already has come, and was the same. */
  boolean isCompared() {
    return overlap.isOver();
  }

  /**
   * Asks for the rest of what is there up to here of a body that broke off. The result is whether
   * it can be read now; never exceptional. Reads the last bytes that are there.
   */
  CompletionStage<Boolean> goOn(ObjectFill there, long at) throws IOException {
    if (continued == CONTINUED_MAX || at == brokeAtBytes) {
      return CompletableFuture.completedFuture(false);
    }
    continued++;
    brokeAtBytes = at;
    ByteBuffer again = there.before(at, Continuation.OVERLAP_BYTES);
    return continuation
        .from(at - again.remaining())
        .thenApply(rest -> {
          rest.ifPresent(found -> {
            body = found;
            overlap = new Overlap(again);
          });
          return rest.isPresent();
        });
  }
}
