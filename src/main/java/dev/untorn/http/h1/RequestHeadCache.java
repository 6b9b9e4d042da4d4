package dev.untorn.http.h1;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes requests with exactly the bytes of an earlier one: a client repeats its heads, and so
 * do many clients of one kind. Skips no check: the parser accepted the bytes, and its result
 * depends on nothing else. Used by one event loop.
 */
final class RequestHeadCache {
  /** At most 1 MB per event loop, with all that is derived from the heads. */
  private static final int HEADS_MAX = 256;

  /** Longer heads have cookies and tokens and are seldom repeated. */
  static final int SIZE_BYTES_MAX = 1024;

  /** Usually the request line and some fields. */
  private static final int HASHED_BYTES_MAX = 128;

  private static final int GOLDEN = 0x9E3779B9;

  private record Seen(ByteBuffer head, RequestHead request) {}

  private final @Nullable Seen[] table = new Seen[HEADS_MAX];

  /** The request, if the buffer holds exactly one known head; else null. */
  @Nullable RequestHead find(ByteBuf bytes) {
    int length = bytes.readableBytes();
    if (length > SIZE_BYTES_MAX) {
      return null;
    }
    ByteBuffer head = bytes.internalNioBuffer(bytes.readerIndex(), length);
    Seen seen = table[slot(head)];
    return seen != null && head.equals(seen.head) ? seen.request : null;
  }

  /** Keeps a head just parsed, if nothing follows it. */
  void remember(ByteBuf bytes, int from, RequestHead request) {
    int length = bytes.readerIndex() - from;
    if (length > SIZE_BYTES_MAX || !isComplete(bytes, request)) {
      return;
    }
    byte[] copy = new byte[length];
    bytes.getBytes(from, copy);
    ByteBuffer head = ByteBuffer.wrap(copy);
    table[slot(head)] = new Seen(head, request);
  }

  /** Whether a request that was just parsed has no body and nothing follows it. */
  static boolean isComplete(ByteBuf bytes, RequestHead request) {
    return !bytes.isReadable() && request.body() instanceof RequestBody.None;
  }

  private static int slot(ByteBuffer head) {
    int from = head.position();
    int end = Math.min(head.limit(), from + HASHED_BYTES_MAX);
    int hash = head.remaining();
    for (int i = from; i <= end - Integer.BYTES; i += Integer.BYTES) {
      hash = (hash ^ head.getInt(i)) * GOLDEN;
    }
    return (hash ^ hash >>> 15) >>> 4 & HEADS_MAX - 1;
  }
}
