package dev.untorn.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one response. Used once. */
final class ReplyReader {
  /** Far beyond what our servers send, small enough for any heap. */
  private static final int LINE_MAX_BYTES = 64 * 1024;

  private static final int LINES_MAX = 1000;

  /** What is larger belongs into a sink. */
  private static final int BODY_MAX_BYTES = 256 * 1024 * 1024;

  /** RFC 9112, section 7.1, with extensions; at most 15 digits, so that a long holds the size. */
  private static final Pattern CHUNK_LINE =
      Pattern.compile("([0-9A-Fa-f]{1,15})([ \\t]*;[\\t\\x20-\\x7E\\x80-\\xFF]*)?");

  private static final Head.Parsed NO_HEAD = new Head.Parsed("", 0, "", Fields.NONE);

  private final Inlet.Stream in;
  private final Reading reading;
  private final Consumer<ByteBuffer> sink;

  private final StringBuilder rawHead = new StringBuilder();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Head.Parsed head = NO_HEAD;
  private long bodyBytes;
  private Fields trailers = Fields.NONE;
  private String fault = "";

  ReplyReader(Inlet.Stream in, Reading reading) {
    this.in = in;
    this.reading = reading;
    this.sink = reading.sink().orElse(this::keep);
  }

  Reply read() throws IOException {
    Ending ending = readHead();
    if (ending == Ending.COMPLETE) {
      ending = readBody();
    }
    if (ending == Ending.NONE && in.consumedBytes() > 0) {
      ending = Ending.CUT;
    }
    return new Reply(
        head, rawHead.toString(), body.toByteArray(), bodyBytes, trailers, ending, fault);
  }

  private Ending readHead() throws IOException {
    List<String> lines = new ArrayList<>();
    Ending ending = readLines(lines, rawHead);
    if (ending != Ending.COMPLETE) {
      return ending;
    }
    if (lines.isEmpty()) {
      return malformed("an empty line instead of a status line");
    }
    return switch (Head.parse(lines)) {
      case Head.Parsed parsed -> {
        head = parsed;
        yield Ending.COMPLETE;
      }
      case Head.Malformed(String why) -> malformed(why);
    };
  }

  private Ending readBody() throws IOException {
    return switch (Framing.of(head, reading.answersHead())) {
      case Framing.Empty() -> Ending.COMPLETE;
      case Framing.Length(long bytes) -> in.block(bytes, this::pass);
      case Framing.Chunked() -> readChunks();
      case Framing.UntilClose() -> {
        Ending ending = in.block(Long.MAX_VALUE, this::pass);
        yield ending == Ending.NONE ? Ending.COMPLETE : ending;
      }
      case Framing.Malformed(String why) -> malformed(why);
    };
  }

  private Ending readChunks() throws IOException {
    while (true) {
      StringBuilder line = new StringBuilder();
      Ending ending = readLine(line);
      if (ending != Ending.COMPLETE) {
        return ending;
      }
      Matcher matcher = CHUNK_LINE.matcher(Inlet.content(line));
      if (!matcher.matches()) {
        return malformed("size of a chunk: " + Inlet.content(line));
      }
      long sizeBytes = Long.parseLong(matcher.group(1), 16);
      if (sizeBytes == 0) {
        return readTrailers();
      }
      ending = in.block(sizeBytes, this::pass);
      if (ending != Ending.COMPLETE) {
        return ending;
      }
      line.setLength(0);
      ending = readLine(line);
      if (ending != Ending.COMPLETE) {
        return ending;
      }
      if (!Inlet.content(line).isEmpty()) {
        return malformed("after a chunk: " + Inlet.content(line));
      }
    }
  }

  private Ending readTrailers() throws IOException {
    List<String> lines = new ArrayList<>();
    Ending ending = readLines(lines, new StringBuilder());
    if (ending != Ending.COMPLETE) {
      return ending;
    }
    Optional<Fields> parsed = Head.parseFields(lines);
    if (parsed.isEmpty()) {
      return malformed("trailers: " + lines);
    }
    trailers = parsed.get();
    return Ending.COMPLETE;
  }

  /** Up to and with an empty line, which is not among the lines. */
  private Ending readLines(List<String> lines, StringBuilder raw) throws IOException {
    while (lines.size() < LINES_MAX) {
      StringBuilder line = new StringBuilder();
      Ending ending = readLine(line);
      raw.append(line);
      if (ending != Ending.COMPLETE) {
        return ending;
      }
      String content = Inlet.content(line);
      if (content.isEmpty()) {
        return Ending.COMPLETE;
      }
      lines.add(content);
    }
    return malformed("more than " + LINES_MAX + " lines");
  }

  private Ending readLine(StringBuilder line) throws IOException {
    Ending ending = in.line(line, LINE_MAX_BYTES);
    return ending == Ending.MALFORMED ? malformed("a line without a proper end: " + line) : ending;
  }

  private Ending malformed(String why) {
    fault = why;
    return Ending.MALFORMED;
  }

  private void pass(ByteBuffer bytes) {
    bodyBytes += bytes.remaining();
    sink.accept(bytes);
  }

  private void keep(ByteBuffer bytes) {
    if (bodyBytes > BODY_MAX_BYTES) {
      throw new IllegalStateException("too much for memory; read into a sink");
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    body.writeBytes(copy);
  }
}
