package dev.untorn.origin.s3;

import dev.untorn.origin.upstream.BodyEnd;
import dev.untorn.origin.upstream.BodyReceiver;
import dev.untorn.origin.upstream.BodySource;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** A short body that is made here. */
final class TextBody implements BodySource {
  private enum State {
    WHOLE,
    SENT,
    CANCELLED
  }

  private final byte[] octets;
  private final AtomicReference<State> state = new AtomicReference<>(State.WHOLE);

  TextBody(String text) {
    this.octets = text.getBytes(StandardCharsets.UTF_8);
  }

  int lengthBytes() {
    return octets.length;
  }

  @Override
  public void read(BodyReceiver receiver) {
    if (octets.length > 0 && state.compareAndSet(State.WHOLE, State.SENT)) {
      receiver.piece(Unpooled.copiedBuffer(octets));
    } else if (state.get() == State.CANCELLED) {
      receiver.end(new BodyEnd.Cut(Outage.UNREACHABLE, "the response was cancelled"));
    } else {
      receiver.end(new BodyEnd.Framed(octets.length, Fields.NONE));
    }
  }

  @Override
  public void cancel() {
    state.set(State.CANCELLED);
  }
}
