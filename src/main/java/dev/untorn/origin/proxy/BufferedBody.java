package dev.untorn.origin.proxy;

import dev.untorn.origin.upstream.BodyEnd;
import dev.untorn.origin.upstream.BodyReceiver;
import dev.untorn.origin.upstream.BodySource;
import dev.untorn.semantics.Fields;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** A request's body that was received as a whole. */
final class BufferedBody implements BodySource {
  private final ByteBuffer content;
  private final long lengthBytes;

  BufferedBody(ByteBuffer content) {
    this.content = content;
    this.lengthBytes = content.remaining();
  }

  @Override
  public void read(BodyReceiver receiver) {
    if (content.hasRemaining()) {
      ByteBuffer all = content.duplicate();
      content.position(content.limit());
      receiver.piece(Unpooled.wrappedBuffer(all));
    } else {
      receiver.end(new BodyEnd.Framed(lengthBytes, Fields.NONE));
    }
  }

  @Override
  public void cancel() {
    content.position(content.limit());
  }
}
