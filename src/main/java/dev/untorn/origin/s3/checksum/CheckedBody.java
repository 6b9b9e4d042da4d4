package dev.untorn.origin.s3.checksum;

import dev.untorn.origin.upstream.BodyEnd;
import dev.untorn.origin.upstream.BodyReceiver;
import dev.untorn.origin.upstream.BodySource;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** A body whose last bytes go on only if all have the checksum that is named of them. */
public final class CheckedBody implements BodySource, BodyReceiver {
  private final BodySource source;
  private final NamedChecksum named;
  private final OptionalLong lengthBytes;
  private final Checksum checksum;
  private @Nullable BodyReceiver receiver;
  private long receivedBytes;

  public CheckedBody(BodySource source, NamedChecksum named, OptionalLong lengthBytes) {
    this.source = source;
    this.named = named;
    this.lengthBytes = lengthBytes;
    this.checksum = named.algorithm().begin();
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
    checksum.update(piece.nioBuffer());
    receivedBytes += piece.readableBytes();
    boolean isLast = lengthBytes.isPresent() && receivedBytes == lengthBytes.getAsLong();
    if (isLast && differs()) {
      piece.release();
      source.cancel();
      receiver().end(wrong());
    } else {
      receiver().piece(piece);
    }
  }

  @Override
  public void end(BodyEnd end) {
    receiver().end(end instanceof BodyEnd.Framed && differs() ? wrong() : end);
  }

  private boolean differs() {
    return checksum.getValue() != named.value();
  }

  private BodyEnd wrong() {
    return new BodyEnd.Wrong(named.difference(checksum.getValue()));
  }

  private BodyReceiver receiver() {
    return Objects.requireNonNull(receiver);
  }
}
