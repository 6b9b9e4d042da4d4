package dev.untorn.lab.load;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.BlockScanner;
import dev.untorn.lab.content.Blocks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the parts of a multipart/byteranges body (RFC 9110, 14.6): each as long as its
 * Content-Range says, and in front of a delimiter. For one thread.
 */
final class PartsReader {
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)multipart/byteranges\\s*;\\s*boundary=\"?([^\";]{1,70})\"?");

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("(?i)content-range:\\s*bytes (\\d{1,15})-(\\d{1,15})/(\\d{1,15})");

  /** More than any field of a part. */
  private static final int LINE_CHARS_MAX = 1024;

  /** What comes next. */
  private enum State {
    DELIMITER,
    FIELDS,
    CONTENT,
    END,
    MALFORMED
  }

  private final BlockPattern pattern;
  private final String delimiter;
  private final StringBuilder line = new StringBuilder();
  private final List<Part> parts = new ArrayList<>();
  private State state = State.DELIMITER;
  private Optional<Matcher> range = Optional.empty();
  private Optional<BlockScanner> scanner = Optional.empty();
  private long leftBytes;

  /** A part, with the length of the whole that it names. */
  record Part(Blocks blocks, long totalBytes) {}

  private PartsReader(BlockPattern pattern, String boundary) {
    this.pattern = pattern;
    this.delimiter = "--" + boundary;
  }

  /** Empty if the type is another one. */
  static Optional<PartsReader> of(String contentType, BlockPattern pattern) {
    Matcher matcher = BOUNDARY.matcher(contentType);
    return matcher.matches()
        ? Optional.of(new PartsReader(pattern, matcher.group(1)))
        : Optional.empty();
  }

  /** Consumes the buffer. */
  void accept(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (state == State.CONTENT) {
        content(bytes);
      } else {
        octet((char) (bytes.get() & 0xff));
      }
    }
  }

  private void content(ByteBuffer bytes) {
    int count = (int) Math.min(leftBytes, bytes.remaining());
    scanner.orElseThrow().accept(bytes.slice(bytes.position(), count));
    bytes.position(bytes.position() + count);
    leftBytes -= count;
    if (leftBytes == 0) {
      endPart();
    }
  }

  private void endPart() {
    parts.add(new Part(scanner.orElseThrow().finish(), number(3)));
    state = State.DELIMITER;
  }

  private void octet(char octet) {
    line.append(octet);
    if (octet == '\n') {
      String text = line.toString().strip();
      line.setLength(0);
      line(text);
    } else if (line.length() > LINE_CHARS_MAX) {
      state = State.MALFORMED;
      line.setLength(0);
    }
  }

  private void line(String text) {
    state =
        switch (state) {
          case DELIMITER -> {
            if (text.equals(delimiter)) {
              range = Optional.empty();
              yield State.FIELDS;
            }
            boolean last = text.equals(delimiter + "--");
            // An empty line comes before each delimiter.
            yield last ? State.END : text.isEmpty() ? State.DELIMITER : State.MALFORMED;
          }
          case FIELDS -> {
            range =
                range.or(() -> Optional.of(CONTENT_RANGE.matcher(text)).filter(Matcher::matches));
            yield text.isEmpty() ? begin() : State.FIELDS;
          }
          case CONTENT, END, MALFORMED -> state;
        };
  }

  private State begin() {
    if (range.isEmpty() || number(1) >= ResponseRecorder.OFFSET_BYTES_MAX) {
      return State.MALFORMED;
    }
    leftBytes = number(2) - number(1) + 1;
    scanner = Optional.of(new BlockScanner(pattern, number(1)));
    return leftBytes > 0 ? State.CONTENT : State.MALFORMED;
  }

  private long number(int group) {
    return Long.parseLong(range.orElseThrow().group(group));
  }

  /** The parts, or empty if the body is no such message, or did not come to its end. */
  Optional<List<Part>> finish() {
    // The last delimiter needs no line end.
    if (state == State.DELIMITER) {
      line(line.toString().strip());
    }
    return state == State.END ? Optional.of(List.copyOf(parts)) : Optional.empty();
  }
}
