package dev.untorn.lab.history;

import dev.untorn.lab.content.Blocks;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The facts of one exchange, as its client saw it. Times are {@link System#nanoTime}.
 *
 * @param serial unique in the process
 * @param basis the earlier exchange whose tag this one sends, or whose rest it requests
 * @param blocks the contents of the body
 * @param excessBytes received after the response's end and before another request
 */
public record Observation(
    long serial,
    Question question,
    Optional<Observation> basis,
    long startNanos,
    long firstByteNanos,
    long endNanos,
    Head head,
    Blocks blocks,
    long excessBytes,
    Close close) {

  public enum Question {
    GET,
    HEAD,
    /** A GET that the client aborts, to resume it later. */
    GET_PART,
    RANGE,
    /** A range with If-Range. */
    IF_RANGE,
    /** A range with If-Match. */
    IF_MATCH,
    /** A range of the version's own address, from Content-Location. */
    OWN_ADDRESS,
    /** A GET with If-None-Match. */
    REVALIDATE,
    /** Several ranges at once; the parts of one response are judged as {@link #SEGMENT}s, too. */
    RANGES,
    /** A range without an end, which the client leaves early. */
    SEEK,
    /** A range that the client joins with another one if both have the same strong tag. */
    SEGMENT,
    /** No request: the file that a client joined of parts with one strong tag. */
    JOINED
  }

  public enum Close {
    /** Everything that the head promised was received. */
    COMPLETE,
    /** The connection ended early. */
    CUT,
    /** The client could not connect. */
    UNREACHED,
    /** The client timed out. */
    HUNG,
    /** The reply is not HTTP/1.1. */
    GARBLED,
    /** A part that was not asked for. */
    MISPLACED,
    /** The client disconnected after the part it wanted. */
    LEFT
  }

  /**
   * The relevant parts of a response head.
   *
   * @param status 0 without a head
   * @param tag value of ETag
   * @param lastModified value of Last-Modified, unparsed
   * @param lengthBytes value of Content-Length
   * @param totalBytes of the representation: from Content-Range, else Content-Length
   * @param partBytes of the body, as Content-Range says
   * @param ownAddress value of Content-Location
   */
  public record Head(
      int status,
      Optional<String> tag,
      Optional<String> lastModified,
      OptionalLong lengthBytes,
      OptionalLong totalBytes,
      OptionalLong partBytes,
      Optional<String> ownAddress) {
    public static final Head NONE =
        new Head(
            0,
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty());

    /** The same, of another part. */
    public Head part(long total, long bytes) {
      return new Head(
          status,
          tag,
          lastModified,
          lengthBytes,
          OptionalLong.of(total),
          OptionalLong.of(bytes),
          ownAddress);
    }

    /** The tag, if it names bytes (RFC 9110, 8.8.1). */
    public Optional<String> strongTag() {
      return tag.filter(value -> !value.startsWith("W/"));
    }
  }

  /** Whether content was received that the client uses: complete as promised, or as it wanted. */
  public boolean hasContent() {
    boolean wanted = question == Question.SEEK && close == Close.LEFT;
    return (close == Close.COMPLETE || wanted)
        && question != Question.HEAD
        && (head.status() == 200 || head.status() == 206);
  }

  /** The length of the whole representation, if the response states it; else the bytes received. */
  public long totalBytes() {
    return head.totalBytes().orElse(blocks.sizeBytes());
  }

  /** Whether the response says how long the representation is, or how long shows at its end. */
  public boolean tellsTotal() {
    return head.totalBytes().isPresent() || close == Close.COMPLETE;
  }

  public Observation withoutBasis() {
    return new Observation(
        serial,
        Question.GET,
        Optional.empty(),
        startNanos,
        firstByteNanos,
        endNanos,
        head,
        blocks,
        excessBytes,
        close);
  }
}
