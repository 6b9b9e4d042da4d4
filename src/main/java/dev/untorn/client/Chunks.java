package dev.untorn.client;

import java.nio.ByteBuffer;
import java.util.List;

/** Parses the framing of a chunked body (RFC 9112, 7.1). */
final class Chunks {
  private enum At {
    SIZE,
    AFTER_SIZE,
    EXTENSION,
    SIZE_END,
    DATA,
    AFTER_DATA,
    DATA_END,
    TRAILER,
    TRAILER_END,
    DONE
  }

  /** Sizes of so many hexadecimal digits fit a long. */
  private static final int DIGITS_MAX = 15;

  private final int trailerBytesMax;
  private final StringBuilder trailers = new StringBuilder();
  private At at = At.SIZE;
  private long dataBytes;
  private int digits;
  private int lineBytes;

  Chunks(int trailerBytesMax) {
    this.trailerBytesMax = trailerBytesMax;
  }

  void begin() {
    at = At.SIZE;
    dataBytes = 0;
    digits = 0;
    lineBytes = 0;
    trailers.setLength(0);
  }

  boolean isDone() {
    return at == At.DONE;
  }

  /** Where data begins, or the body or the buffer ends; -1 if the framing is malformed. */
  int framing(ByteBuffer bytes, int from, int to) {
    int next = from;
    while (next < to && at != At.DATA && at != At.DONE) {
      if (!step((char) Byte.toUnsignedInt(bytes.get(next)))) {
        return -1;
      }
      next++;
    }
    return next;
  }

  /** What is missing of the current chunk; 0 between two. */
  long dataBytes() {
    return at == At.DATA ? dataBytes : 0;
  }

  /** Counts data that was read, at most {@link #dataBytes}. */
  void taken(int bytes) {
    dataBytes -= bytes;
    if (at == At.DATA && dataBytes == 0) {
      at = At.AFTER_DATA;
    }
  }

  /** The field lines after the data, without CRLF. */
  List<String> trailers() {
    return trailers.toString().lines().toList();
  }

  private boolean step(char octet) {
    return switch (at) {
      case SIZE -> size(octet) || afterSize(octet);
      case AFTER_SIZE -> afterSize(octet);
      case EXTENSION -> octet == '\r' ? goTo(At.SIZE_END) : octet != '\n';
      case SIZE_END -> octet == '\n' && goTo(dataBytes > 0 ? At.DATA : At.TRAILER);
      case AFTER_DATA -> octet == '\r' && goTo(At.DATA_END);
      case DATA_END -> {
        digits = 0;
        yield octet == '\n' && goTo(At.SIZE);
      }
      case TRAILER -> octet == '\r' ? goTo(At.TRAILER_END) : octet != '\n' && trailer(octet);
      case TRAILER_END -> octet == '\n' && trailerEnd();
      case DATA, DONE -> throw new IllegalStateException("no framing in " + at);
    };
  }

  private boolean goTo(At next) {
    at = next;
    return true;
  }

  private boolean size(char octet) {
    int digit = Character.digit(octet, 16);
    if (digit < 0 || digits == DIGITS_MAX) {
      return false;
    }
    dataBytes = dataBytes * 16 + digit;
    digits++;
    return true;
  }

  /** Bad white space (RFC 9112, 7.1.1), an extension, or the line's end. */
  private boolean afterSize(char octet) {
    return digits > 0
        && switch (octet) {
          case ' ', '\t' -> goTo(At.AFTER_SIZE);
          case ';' -> goTo(At.EXTENSION);
          case '\r' -> goTo(At.SIZE_END);
          default -> false;
        };
  }

  private boolean trailer(char octet) {
    trailers.append(octet);
    lineBytes++;
    return trailers.length() < trailerBytesMax;
  }

  private boolean trailerEnd() {
    boolean last = lineBytes == 0;
    lineBytes = 0;
    trailers.append(last ? "" : "\n");
    return goTo(last ? At.DONE : At.TRAILER);
  }
}
