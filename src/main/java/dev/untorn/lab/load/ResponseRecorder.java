package dev.untorn.lab.load;

import dev.untorn.client.DeadlineSocket;
import dev.untorn.client.Ending;
import dev.untorn.client.Fields;
import dev.untorn.client.ReplyHead;
import dev.untorn.client.ReplyReader;
import dev.untorn.lab.content.BlockScanner;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Head;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.load.PartsReader.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Records one response as it arrives: its head, its blocks, and how it ended. Judges nothing. */
final class ResponseRecorder implements ReplyReader.Listener {
  /** More than any head a file server sends. */
  private static final int HEAD_BYTES_MAX = 32 * 1024;

  private static final int PARTIAL = 206;

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,15})-(\\d{1,15})/(\\d{1,15})");

  /** Above every file size in use; block indexes up to here fit an int. */
  static final long OFFSET_BYTES_MAX = 1L << 39;

  /**
   * What is expected of a response.
   *
   * @param first byte of the only range that was asked for; empty without one, or of a suffix
   * @param leaveAfterBytes of content the client disconnects
   */
  record Asked(Question question, OptionalLong first, long leaveAfterBytes) {}

  private final Resource resource;
  private final Asked asked;
  private final long pauseNanos;
  private final ReplyReader reader;
  private long leftBytes;
  private @Nullable BlockScanner scanner;
  private Optional<PartsReader> parts = Optional.empty();
  private Head head = Head.NONE;
  private Optional<Close> close = Optional.empty();
  private long firstByteNanos;
  private long endNanos;
  private int excessBytes;

  /**
   * @param pauseNanos after each piece of content
   */
  ResponseRecorder(Resource resource, Asked asked, long pauseNanos) {
    this.resource = resource;
    this.asked = asked;
    this.pauseNanos = pauseNanos;
    this.leftBytes = asked.leaveAfterBytes;
    boolean isHead = asked.question == Question.HEAD;
    this.reader = new ReplyReader(new ReplyHead(), HEAD_BYTES_MAX, isHead, this);
  }

  /** Reads until the response ends in any way. */
  void record(DeadlineSocket connection, ByteBuffer buffer) throws IOException {
    while (close.isEmpty()) {
      Ending ending = connection.read(buffer.clear());
      if (ending == Ending.COMPLETE) {
        firstByteNanos = firstByteNanos == 0 ? System.nanoTime() : firstByteNanos;
        int end = buffer.position();
        excessBytes = end - reader.take(buffer.flip(), 0, end);
      } else {
        close = Optional.of(closeOf(ending));
      }
    }
    endNanos = System.nanoTime();
  }

  private Close closeOf(Ending ending) {
    return switch (ending) {
      case COMPLETE -> Close.COMPLETE;
      case NONE -> reader.endsByClose() ? Close.COMPLETE : Close.CUT;
      case TIMED_OUT -> Close.HUNG;
      case MALFORMED -> Close.GARBLED;
      case CUT, RESET -> Close.CUT;
    };
  }

  /** The client could not connect. */
  void unreached() {
    close = Optional.of(Close.UNREACHED);
    endNanos = System.nanoTime();
  }

  @Override
  public boolean began(ReplyHead came) {
    Fields fields = came.fields();
    Optional<Matcher> range =
        fields.first("Content-Range").map(CONTENT_RANGE::matcher).filter(Matcher::matches);
    long offset = range.map(matcher -> number(matcher, 1)).orElse(0L);
    if (offset >= OFFSET_BYTES_MAX) {
      return end(Close.GARBLED);
    }
    OptionalLong length =
        came.lengthBytes() == ReplyHead.NO_LENGTH
            ? OptionalLong.empty()
            : OptionalLong.of(came.lengthBytes());
    head =
        new Head(
            came.status(),
            fields.first("ETag"),
            fields.first("Last-Modified"),
            length,
            range.map(matcher -> OptionalLong.of(number(matcher, 3))).orElse(length),
            range
                .map(matcher -> OptionalLong.of(number(matcher, 2) - offset + 1))
                .orElse(OptionalLong.empty()),
            fields.first("Content-Location"));
    if (came.status() == PARTIAL && asked.question == Question.RANGES) {
      parts = fields.first("Content-Type").flatMap(it -> PartsReader.of(it, resource.pattern()));
    }
    boolean isFile = came.status() == 200 || came.status() == PARTIAL;
    if (isFile && parts.isEmpty()) {
      scanner = new BlockScanner(resource.pattern(), offset);
    }
    return came.status() != PARTIAL || isAskedFor(offset) || end(Close.MISPLACED);
  }

  private boolean isAskedFor(long offset) {
    return asked.first.orElse(offset) == offset;
  }

  private static long number(Matcher range, int group) {
    return Long.parseLong(range.group(group));
  }

  @Override
  public boolean content(ByteBuffer bytes, int from, int to) {
    int taken = (int) Math.min(leftBytes, to - from);
    leftBytes -= taken;
    ByteBuffer piece = bytes.slice(from, taken);
    parts.ifPresent(reading -> reading.accept(piece));
    if (scanner != null) {
      scanner.accept(piece);
    }
    if (pauseNanos > 0) {
      LockSupport.parkNanos(pauseNanos);
    }
    return taken == to - from || end(Close.LEFT);
  }

  @Override
  public boolean ended() {
    return end(Close.COMPLETE);
  }

  @Override
  public void malformed(String why) {
    var _ = end(Close.GARBLED);
  }

  /** Returns false: read no further. */
  private boolean end(Close how) {
    close = Optional.of(how);
    return false;
  }

  /** Whether the server closed the connection without sending a byte. */
  boolean isSilent() {
    return close.equals(Optional.of(Close.CUT)) && firstByteNanos == 0;
  }

  boolean leavesConnectionUsable() {
    return close.equals(Optional.of(Close.COMPLETE)) && excessBytes == 0;
  }

  /** Call once. Several if the response has several parts: each is as a response of its own. */
  List<Observation> observations(long serial, Optional<Observation> basis, long startNanos) {
    Close how = close.orElseThrow();
    if (parts.isEmpty() || how != Close.COMPLETE) {
      Blocks blocks = scanner == null ? Blocks.NOTHING : scanner.finish();
      return List.of(observation(serial, asked.question, basis, startNanos, head, blocks, how));
    }
    List<Part> all = parts.get().finish().orElse(List.of());
    if (all.isEmpty()) {
      Question own = Question.RANGES;
      return List.of(
          observation(serial, own, basis, startNanos, head, Blocks.NOTHING, Close.GARBLED));
    }
    List<Observation> observations = new ArrayList<>();
    for (Part part : all) {
      boolean first = observations.isEmpty();
      observations.add(
          observation(
              serial,
              first ? Question.RANGES : Question.SEGMENT,
              first ? basis : Optional.of(observations.getFirst()),
              startNanos,
              head.part(part.totalBytes(), part.blocks().sizeBytes()),
              part.blocks(),
              how));
    }
    return observations;
  }

  private Observation observation(
      long serial,
      Question question,
      Optional<Observation> basis,
      long startNanos,
      Head own,
      Blocks blocks,
      Close how) {
    return new Observation(
        serial,
        question,
        basis,
        startNanos,
        firstByteNanos == 0 ? endNanos : firstByteNanos,
        endNanos,
        own,
        blocks,
        how == Close.COMPLETE ? excessBytes : 0,
        how);
  }
}
