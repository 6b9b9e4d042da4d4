package dev.untorn.bench.load;

import java.nio.ByteBuffer;

/** Finds data and end of a chunked body (RFC 9112, 7.1); extensions and trailers are skipped. */
final class Chunks {
  private enum At {
    SIZE,
    EXTENSION,
    DATA,
    DATA_END,
    TRAILER,
    DONE
  }

  /** A size of more digits is no int, nor any sensible chunk. */
  private static final int DIGITS_MAX = 7;

  private At at = At.SIZE;
  private int dataBytes;
  private int digits;
  private int lineBytes;

  /** A body begins. */
  void begin() {
    at = At.SIZE;
    dataBytes = 0;
    digits = 0;
    lineBytes = 0;
  }

  /** Whether all of the body has come. */
  boolean isDone() {
    return at == At.DONE;
  }

  /** Where data begins, or the body ends, or nothing is left; -1 if this is no chunked body. */
  int framing(ByteBuffer bytes, int from, int to) {
    int next = from;
    while (next < to && at != At.DATA && at != At.DONE) {
      if (!step(bytes.get(next))) {
        return -1;
      }
      next++;
    }
    return next;
  }

  /** Left of the chunk that is read; 0 between two. */
  int dataBytes() {
    return at == At.DATA ? dataBytes : 0;
  }

  /** Data was read: no more than is left. */
  void taken(int bytes) {
    dataBytes -= bytes;
    if (at == At.DATA && dataBytes == 0) {
      at = At.DATA_END;
    }
  }

  private boolean step(byte octet) {
    return switch (at) {
      case SIZE -> size(octet);
      case EXTENSION -> {
        if (octet == '\n') {
          at = dataBytes > 0 ? At.DATA : At.TRAILER;
          digits = 0;
        }
        yield true;
      }
      case DATA_END -> {
        if (octet == '\n') {
          at = At.SIZE;
        }
        yield octet == '\n' || octet == '\r';
      }
      case TRAILER -> {
        if (octet == '\n') {
          at = lineBytes == 0 ? At.DONE : At.TRAILER;
          lineBytes = 0;
        } else if (octet != '\r') {
          lineBytes++;
        }
        yield true;
      }
      case DATA, DONE -> throw new IllegalStateException("no framing in " + at);
    };
  }

  private boolean size(byte octet) {
    int digit = Character.digit(octet, 16);
    if (digit >= 0 && digits < DIGITS_MAX) {
      dataBytes = dataBytes * 16 + digit;
      digits++;
      return true;
    }
    at = At.EXTENSION;
    return digits > 0 && (octet == ';' || octet == ' ' || octet == '\r');
  }
}
