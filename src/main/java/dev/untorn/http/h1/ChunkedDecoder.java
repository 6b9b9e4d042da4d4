package dev.untorn.http.h1;

import dev.untorn.http.h1.RequestBodyDrain.Drain;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Reads a chunked body (RFC 9112, 7.1) to its end. Lines must end in CR LF. */
final class ChunkedDecoder {
  /** For sizes, extensions and trailers, even if the body must be empty. */
  private static final int FRAMING_SPARE_BYTES = 8192;

  /** A size up to this does not overflow at its next digit. */
  private static final long SIZE_MAX = Long.MAX_VALUE >> 8;

  private enum State {
    SIZE_FIRST,
    SIZE,
    /** Whitespace behind the size: only a semicolon may follow. */
    SIZE_BLANK,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_FIRST,
    TRAILER_NAME,
    TRAILER_VALUE,
    TRAILER_LF,
    LAST_LF,
    DONE,
    TOO_LARGE,
    MALFORMED
  }

  private final Consumer<ByteBuf> data;
  private State state = State.SIZE_FIRST;
  private long chunkBytes;
  private long dataLeft;
  private long framingLeft;

  /**
   * {@code dataBytesMax} limits the data; the framing may take as much, and a little more. {@code
   * data} gets each piece, valid until it returns.
   */
  ChunkedDecoder(long dataBytesMax, Consumer<ByteBuf> data) {
    this.data = data;
    this.dataLeft = Math.min(dataBytesMax, SIZE_MAX);
    this.framingLeft = dataLeft + FRAMING_SPARE_BYTES;
  }

  Drain consume(ByteBuf buffer) {
    while (ending() == Drain.MORE && buffer.isReadable()) {
      advance(buffer);
    }
    return ending();
  }

  private Drain ending() {
    return switch (state) {
      case DONE -> Drain.DONE;
      case TOO_LARGE -> Drain.TOO_LARGE;
      case MALFORMED -> Drain.MALFORMED;
      case SIZE_FIRST, SIZE, SIZE_BLANK, EXTENSION, SIZE_LF -> Drain.MORE;
      case DATA, DATA_CR, DATA_LF -> Drain.MORE;
      case TRAILER_FIRST, TRAILER_NAME, TRAILER_VALUE, TRAILER_LF, LAST_LF -> Drain.MORE;
    };
  }

  private void advance(ByteBuf buffer) {
    if (state == State.DATA) {
      int bytes = (int) Math.min(buffer.readableBytes(), chunkBytes);
      data.accept(buffer.readSlice(bytes));
      chunkBytes -= bytes;
      dataLeft -= bytes;
      state = chunkBytes == 0 ? State.DATA_CR : State.DATA;
      return;
    }
    state = --framingLeft < 0 ? State.TOO_LARGE : after(buffer.readByte());
  }

  private State after(byte b) {
    return switch (state) {
      case SIZE_FIRST -> digit(b, State.MALFORMED);
      case SIZE -> digit(b, afterSize(b));
      case SIZE_BLANK -> RequestBytes.isBlank(b) ? State.SIZE_BLANK : only(b, ';', State.EXTENSION);
      case EXTENSION -> RequestBytes.isField(b) ? State.EXTENSION : only(b, '\r', State.SIZE_LF);
      case SIZE_LF -> only(b, '\n', chunkBytes == 0 ? State.TRAILER_FIRST : State.DATA);
      case DATA_CR -> only(b, '\r', State.DATA_LF);
      case DATA_LF -> only(b, '\n', State.SIZE_FIRST);
      case TRAILER_FIRST ->
          RequestBytes.isToken(b) ? State.TRAILER_NAME : only(b, '\r', State.LAST_LF);
      case TRAILER_NAME ->
          RequestBytes.isToken(b) ? State.TRAILER_NAME : only(b, ':', State.TRAILER_VALUE);
      case TRAILER_VALUE ->
          RequestBytes.isField(b) ? State.TRAILER_VALUE : only(b, '\r', State.TRAILER_LF);
      case TRAILER_LF -> only(b, '\n', State.TRAILER_FIRST);
      case LAST_LF -> only(b, '\n', State.DONE);
      case DATA, DONE, TOO_LARGE, MALFORMED -> throw new IllegalStateException(state.name());
    };
  }

  /** Adds a hexadecimal digit to the size; on anything else the state is {@code otherwise}. */
  private State digit(byte b, State otherwise) {
    int digit = b >= 0 ? Character.digit(b, 16) : -1;
    if (digit < 0) {
      return otherwise;
    }
    chunkBytes = (state == State.SIZE_FIRST ? 0 : chunkBytes << 4) | digit;
    return chunkBytes > dataLeft ? State.TOO_LARGE : State.SIZE;
  }

  private static State afterSize(byte b) {
    return switch (b) {
      case ';' -> State.EXTENSION;
      case RequestBytes.CR -> State.SIZE_LF;
      default -> RequestBytes.isBlank(b) ? State.SIZE_BLANK : State.MALFORMED;
    };
  }

  private static State only(byte b, char expected, State next) {
    return b == expected ? next : State.MALFORMED;
  }
}
