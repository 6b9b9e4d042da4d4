package dev.untorn.lab.history;

import dev.untorn.lab.content.Blocks;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One exchange, as a client saw it: facts only. Times are of {@link System#nanoTime}.
 *
 * @param serial of the request, in its process
 * @param basis the earlier exchange this one builds upon: whose tag it sends, whose rest it asks
 *     for
 * @param blocks what the body's bytes say
 * @param excessBytes that came after the response's end and before another request was sent
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
    /** A range of the version's own address, which Content-Location gave. */
    OWN_ADDRESS,
    /** A GET with If-None-Match. */
    REVALIDATE
  }

  /** How the exchange ended. */
  public enum Close {
    /** All that the head promised has come. */
    COMPLETE,
    /** The connection ended before. */
    CUT,
    /** There was no connection. */
    UNREACHED,
    /** Nothing came for longer than the client waits. */
    HUNG,
    /** What came is no response in HTTP/1.1. */
    GARBLED,
    /** The client left, having what it wanted. */
    LEFT
  }

  /**
   * What of a response's head matters here.
   *
   * @param status 0 when there was no head
   * @param tag value of ETag
   * @param lastModified value of Last-Modified, unparsed
   * @param lengthBytes value of Content-Length
   * @param totalBytes of the representation: from Content-Range, else Content-Length
   * @param ownAddress value of Content-Location
   */
  public record Head(
      int status,
      Optional<String> tag,
      Optional<String> lastModified,
      OptionalLong lengthBytes,
      OptionalLong totalBytes,
      Optional<String> ownAddress) {
    public static final Head NONE =
        new Head(
            0,
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty());
  }

  /** Whether a representation's bytes came, all that were promised. */
  public boolean hasContent() {
    return close == Close.COMPLETE
        && question != Question.HEAD
        && (head.status() == 200 || head.status() == 206);
  }

  /** Length of the whole representation, as far as the response says. */
  public long totalBytes() {
    return head.totalBytes().orElse(blocks.sizeBytes());
  }

  /** The same without what it builds upon. */
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
