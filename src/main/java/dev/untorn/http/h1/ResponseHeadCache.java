package dev.untorn.http.h1;

import dev.untorn.http.LoopTick;
import dev.untorn.semantics.Status;
import dev.untorn.version.Version;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Complete heads of 200 responses in direct memory, except for their date. For one event loop. */
final class ResponseHeadCache {
  /** Beyond this, the cache is cleared: encoding costs a microsecond. */
  private static final int HEADS_MAX = 1024;

  /** Longer heads are not cached. */
  private static final int SIZE_BYTES_MAX = 512;

  private static final class Ready {
    private final ByteBuffer head;
    private long dateSeconds;

    Ready(ByteBuffer head, long dateSeconds) {
      this.head = head;
      this.dateSeconds = dateSeconds;
    }
  }

  private final ResponseFieldCache fields;
  private final LoopTick tick;
  private final ByteBuffer memory = ByteBuffer.allocateDirect(HEADS_MAX * SIZE_BYTES_MAX);
  private final IdentityHashMap<Version, Ready> heads = new IdentityHashMap<>();

  ResponseHeadCache(ResponseFieldCache fields, LoopTick tick) {
    this.fields = fields;
    this.tick = tick;
  }

  /** Call it when fields in them have changed. */
  void clear() {
    heads.clear();
  }

  /**
   * The head of a 200 with a whole version, for HTTP/1.1 with keep-alive; valid until the next
   * call. Null if it is too long, or the version's fields may still change.
   */
  @Nullable ByteBuffer of(Version version, ByteBufAllocator allocator) {
    Ready ready = heads.get(version);
    if (ready == null) {
      ready = encode(version, allocator);
    } else if (ready.dateSeconds != tick.seconds()) {
      ready.dateSeconds = tick.seconds();
      ready.head.put(ResponseHead.statusLine(Status.OK).length, fields.dateLines());
    }
    return ready == null ? null : ready.head;
  }

  private @Nullable Ready encode(Version version, ByteBufAllocator allocator) {
    if (!fields.isSettled(version)) {
      return null;
    }
    ByteBuf head =
        new ResponseHead(ResponseHead.buffer(allocator, 0), Status.OK, fields)
            .content(version, version.lengthBytes())
            .end(true, true);
    try {
      int length = head.readableBytes();
      if (length > SIZE_BYTES_MAX) {
        return null;
      }
      if (heads.size() == HEADS_MAX) {
        heads.clear();
      }
      ByteBuffer place = memory.slice(heads.size() * SIZE_BYTES_MAX, length);
      head.readBytes(place);
      Ready ready = new Ready(place.flip(), tick.seconds());
      heads.put(version, ready);
      return ready;
    } finally {
      head.release();
    }
  }
}
