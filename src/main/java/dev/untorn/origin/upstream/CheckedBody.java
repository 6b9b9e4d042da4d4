package dev.untorn.origin.upstream;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A body whose last bytes go on only if all are what their sender says of them. */
public final class CheckedBody implements BodySource, BodyReceiver {
  private final BodySource source;
  private final BodyCheck check;
  private final OptionalLong lengthBytes;
  private @Nullable BodyReceiver receiver;
  private long receivedBytes;
  private boolean compared;

  public CheckedBody(BodySource source, BodyCheck check, OptionalLong lengthBytes) {
    this.source = source;
    this.check = check;
    this.lengthBytes = lengthBytes;
  }

  @Override
  public void read(BodyReceiver receiver) {
    this.receiver = receiver;
    source.read(this);
  }

  @Override
  public void cancel() {
    source.cancel();
  }

  @Override
  public void piece(ByteBuf piece) {
    check.update(piece.nioBuffer());
    receivedBytes += piece.readableBytes();
    boolean isLast = lengthBytes.isPresent() && receivedBytes == lengthBytes.getAsLong();
    Optional<String> difference = isLast ? compared() : Optional.empty();
    if (difference.isPresent()) {
      piece.release();
      source.cancel();
      receiver().end(new BodyEnd.Wrong(difference.get()));
    } else {
      receiver().piece(piece);
    }
  }

  @Override
  public void end(BodyEnd end) {
    Optional<String> difference = mayBeAll(end) && !compared ? compared() : Optional.empty();
    receiver().end(difference.<BodyEnd>map(BodyEnd.Wrong::new).orElse(end));
  }

  private static boolean mayBeAll(BodyEnd end) {
    return switch (end) {
      case BodyEnd.Framed _, BodyEnd.Unframed _ -> true;
      case BodyEnd.Cut _, BodyEnd.Wrong _ -> false;
    };
  }

  private Optional<String> compared() {
    compared = true;
    return check.difference();
  }

  private BodyReceiver receiver() {
    return Objects.requireNonNull(receiver);
  }
}
