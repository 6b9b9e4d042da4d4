package dev.untorn.http.h1;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Reads the body of one request, to find the next request. */
final class RequestBodyDrain {
  enum Drain {
    /** Read more. */
    MORE,
    /** The reader index is behind the body. */
    DONE,
    /** 413; close the connection. */
    TOO_LARGE,
    /** The body's end is unknown. 400; close the connection. */
    MALFORMED
  }

  /** For a server that has no use for bodies. */
  static final Consumer<ByteBuf> DISCARD = _ -> {};

  private final RequestBody body;
  private final Consumer<ByteBuf> data;
  private final long bytesMax;
  private final ChunkedDecoder chunks;
  private long consumedBytes;

  /**
   * {@code bytesMax} of the body; chunked framing may take as much again, and a little more. {@code
   * data} gets each piece, valid until it returns.
   */
  RequestBodyDrain(RequestBody body, long bytesMax, Consumer<ByteBuf> data) {
    this.body = body;
    this.data = data;
    this.bytesMax = bytesMax;
    this.chunks = new ChunkedDecoder(bytesMax, data);
  }

  /** Consumes bytes of the body only. */
  Drain consume(ByteBuf buffer) {
    return switch (body) {
      case RequestBody.None _ -> Drain.DONE;
      case RequestBody.Length length -> consume(buffer, length.bytes());
      case RequestBody.Chunked _ -> chunks.consume(buffer);
    };
  }

  private Drain consume(ByteBuf buffer, long length) {
    if (length > bytesMax) {
      return Drain.TOO_LARGE;
    }
    int bytes = (int) Math.min(buffer.readableBytes(), length - consumedBytes);
    data.accept(buffer.readSlice(bytes));
    consumedBytes += bytes;
    return consumedBytes == length ? Drain.DONE : Drain.MORE;
  }
}
