package dev.untorn.delivery.transfer;

import dev.untorn.config.OnModification;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Segment;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Hold;
import dev.untorn.version.Version;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Chooses how a body is sent; {@code workers} read from disks. */
public record Transfers(OnModification onModification, Executor workers) {
  /** Room needed in a head's buffer, because the body will be copied behind it. */
  public static int roomBehindHead(Version version) {
    return version.body() instanceof Body.Memory
        ? (int) Math.min(version.lengthBytes(), BytesTransfer.COPY_MAX_BYTES)
        : 0;
  }

  /**
   * A transfer of a stretch of a version, not yet started, behind an encoded, direct head, which
   * must not change until then. It owns the hold. Compared with a head of its own, this takes 0.91
   * of the time for 16 KiB and 0.73 for 1 KiB.
   */
  public Transfer of(
      Wire wire,
      ByteBuffer head,
      Hold hold,
      ByteRange range,
      BatchedFences fences,
      Consumer<Transfer.Ended> whenEnded) {
    ImmediateBody immediate = immediateBody(hold.version(), range);
    if (immediate != null) {
      return new ImmediateTransfer(wire, head, hold, range, immediate, this, fences, whenEnded);
    }
    ByteBuf copy = wire.memory().directBuffer(head.remaining()).writeBytes(head.duplicate());
    return of(wire, copy, hold, List.of(new Segment.Slice(range)), whenEnded);
  }

  /** The body that can be sent without a gate; null if there is a gate. */
  private @Nullable ImmediateBody immediateBody(Version version, ByteRange range) {
    return switch (version.body()) {
      case Body.Memory(var bytes) ->
          new ImmediateBody.Memory(bytes.slice((int) range.first(), (int) range.lengthBytes()));
      case Body.Sealed(var file, var copyProgress, _)
          when copyProgress.state() == CopyProgress.State.PROVED ->
          new ImmediateBody.File(file, version.lengthBytes(), range);
      case Body.Live(var file) when onModification == OnModification.COUNT ->
          new ImmediateBody.File(file, version.lengthBytes(), range);
      case Body.Sealed _, Body.Leased _, Body.Live _ -> null;
    };
  }

  /** A transfer of some parts, not yet started. Owns the hold, and the head: direct, writable. */
  public Transfer of(
      Wire wire, ByteBuf head, Hold hold, List<Segment> body, Consumer<Transfer.Ended> whenEnded) {
    return switch (hold.version().body()) {
      case Body.Memory(var bytes) -> {
        int headBytes = head.readableBytes();
        ByteBuf response = BytesTransfer.joined(head, bytes, body, wire.memory());
        yield new BytesTransfer(
            wire,
            response,
            headBytes,
            ended -> {
              hold.close();
              whenEnded.accept(ended);
            });
      }
      case Body.Sealed(var file, var copyProgress, var source) -> {
        long lengthBytes = hold.version().lengthBytes();
        SealedSource copy = new SealedSource(file, copyProgress, body, lengthBytes);
        Fence fence = new Fence(source, hold.version().identity());
        yield new FileTransfer(wire, head, hold, copy, copy, fence, body, workers, whenEnded);
      }
      case Body.Leased(var guard) -> {
        LeasedSource leased = new LeasedSource(wire, guard, body);
        Fence fence = new Fence(guard.file(), hold.version().identity());
        FileTransfer transfer =
            new FileTransfer(wire, head, hold, leased, leased, fence, body, workers, whenEnded);
        leased.feeds(transfer);
        yield transfer;
      }
      case Body.Live(var file) -> {
        BodySource live = new BodySource.Plain(file, true);
        Fence fence = new Fence(file, hold.version().identity());
        SendGate gate = new LiveGate(onModification, fence);
        yield new FileTransfer(wire, head, hold, live, gate, fence, body, workers, whenEnded);
      }
    };
  }
}
