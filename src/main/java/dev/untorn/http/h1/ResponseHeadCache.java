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
    /** The head, in a place of {@link #SIZE_BYTES_MAX}. */
    private final ByteBuffer head;

    private long dateSeconds;

    Ready(ByteBuffer place) {
      this.head = place;
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
      return refresh(ready, version, allocator);
    }
    return ready == null ? null : ready.head;
  }

  /** A file's head has another date; an upstream's object keeps its date and is older. */
  private @Nullable ByteBuffer refresh(Ready ready, Version version, ByteBufAllocator allocator) {
    if (version.representation().upstream().isEmpty()) {
      ready.head.put(ResponseHead.statusLine(Status.OK).length, fields.dateLines());
    } else if (!write(version, allocator, ready.head)) {
      return null; // Its age has got a digit more than fits.
    }
    ready.dateSeconds = tick.seconds();
    return ready.head;
  }

  private @Nullable Ready encode(Version version, ByteBufAllocator allocator) {
    if (!fields.isSettled(version)) {
      return null;
    }
    if (heads.size() == HEADS_MAX) {
      heads.clear();
    }
    Ready ready = new Ready(memory.slice(heads.size() * SIZE_BYTES_MAX, SIZE_BYTES_MAX));
    if (!write(version, allocator, ready.head)) {
      return null;
    }
    ready.dateSeconds = tick.seconds();
    heads.put(version, ready);
    return ready;
  }

  /** Writes a head to its place. False if it is too long. */
  private boolean write(Version version, ByteBufAllocator allocator, ByteBuffer place) {
    ByteBuf head =
        ResponseHead.of(version, ResponseHead.buffer(allocator, 0), Status.OK, fields)
            .whole(version)
            .end(true, true);
    try {
      place.clear();
      if (head.readableBytes() > place.remaining()) {
        return false;
      }
      head.readBytes(place.limit(head.readableBytes()));
      place.flip();
      return true;
    } finally {
      head.release();
    }
  }
}
