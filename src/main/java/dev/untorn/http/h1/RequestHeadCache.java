package dev.untorn.http.h1;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Heads read lately, byte for byte, with what they ask for: clients that keep a connection send the
 * same head again and again, and so do many clients of one kind. What is found here was accepted by
 * the parser, whose answer depends on the bytes alone; anything else is for the parser. Touched by
 * one event loop.
 */
final class RequestHeadCache {
  /** With heads of the largest size, a megabyte for each event loop with all that hangs on them. */
  private static final int HEADS_MAX = 256;

  /** Longer ones have cookies and tokens in them that keep them from being the same. */
  static final int SIZE_BYTES_MAX = 1024;

  /** The request line, as a rule, and a part of the fields. */
  private static final int HASHED_BYTES_MAX = 128;

  private static final int GOLDEN = 0x9E3779B9;

  private record Seen(ByteBuffer head, RequestHead request) {}

  private final @Nullable Seen[] table = new Seen[HEADS_MAX];

  /** What is asked for, if all that can be read is one head seen before; else null. */
  @Nullable RequestHead find(ByteBuf bytes) {
    int length = bytes.readableBytes();
    if (length > SIZE_BYTES_MAX) {
      return null;
    }
    ByteBuffer head = bytes.internalNioBuffer(bytes.readerIndex(), length);
    Seen seen = table[slot(head)];
    return seen != null && head.equals(seen.head) ? seen.request : null;
  }

  /** Keeps what the parser made of a head that was all there was to read. */
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

  /** Whether a request that was just parsed has no body, and nothing follows it. */
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
