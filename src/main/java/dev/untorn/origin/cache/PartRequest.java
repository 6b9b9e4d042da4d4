package dev.untorn.origin.cache;

import dev.untorn.semantics.ContentRange;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import dev.untorn.semantics.LastModified;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request for a part of a body of which others are stored, and the meaning of its answer. Parts
 * are joined under one strong validator (RFC 9110, 15.3.7.3; RFC 9111, 3.4), which each must
 * repeat.
 *
 * @param source who sent the others, as in {@link StoredHead.Source}
 * @param tag a strong entity tag, as {@link #joiningTag} gives it
 * @param first the part's first byte
 * @param last its last byte; empty for all that follows
 * @param total the whole body's length; empty if not known yet
 */
public record PartRequest(
    String source, String tag, long first, OptionalLong last, OptionalLong total) {
  /** What the answer is. */
  public sealed interface Answer {
    /**
     * It is the part, or its beginning: a server may send less.
     *
     * @param last the last byte that it brings
     * @param total the whole body's length
     */
    record Part(long last, long total) implements Answer {}

    /** The whole body of the same version comes, from its first byte. */
    record Whole() implements Answer {}

    /** The version is no more: nothing that follows belongs to what is stored. */
    record Changed() implements Answer {}

    /** The origin says nothing about the version: it may be asked again. */
    record Unanswered() implements Answer {}

    /** The answer contradicts itself or the request, and must not be used. */
    record Contradictory(String reason) implements Answer {}
  }

  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  /**
   * The tag under which parts of a body may be joined: a strong one. Some servers make one of a
   * date in seconds and a length; so a Last-Modified beside it must have been over when the
   * response was made, so that no later state can have it.
   */
  public static Optional<String> joiningTag(StoredHead head) {
    Fields fields = head.ofSource();
    String modified = fields.first("Last-Modified");
    if (modified != null) {
      long received = head.responseSeconds();
      long made = OriginPolicy.date(fields, received);
      OptionalLong changed = HttpDates.parse(modified, received);
      if (changed.isEmpty() || made - changed.getAsLong() < LastModified.REST_SECONDS) {
        return Optional.empty();
      }
    }
    return Validators.of(fields).strongTag();
  }

  /** Range and If-Range: another version would be sent whole (RFC 9110, 13.1.5). */
  public Fields conditions() {
    return range().with("If-Range", tag);
  }

  /** Range alone, for another source, whose tags are not this one's. */
  public Fields range() {
    String end = last.isPresent() ? Long.toString(last.getAsLong()) : "";
    return Fields.of("Range", "bytes=" + first + '-' + end);
  }

  /** For an answer's status and fields, and who gave it. */
  public Answer answered(String answering, int status, Fields fields) {
    boolean same =
        answering.equals(source) && Validators.of(fields).strongTag().equals(Optional.of(tag));
    return switch (status) {
      case StatusRules.OK -> same ? new Answer.Whole() : new Answer.Changed();
      case StatusRules.PARTIAL_CONTENT -> same ? part(fields) : new Answer.Changed();
      case PRECONDITION_FAILED, StatusRules.RANGE_NOT_SATISFIABLE, NOT_FOUND, GONE ->
          new Answer.Changed();
      default -> new Answer.Unanswered();
    };
  }

  /**
   * Likewise, of another source.
   *
   * @param sameBody whether it proves that its whole body is the same one, as by its digest
   */
  public Answer answeredElsewhere(int status, Fields fields, boolean sameBody) {
    return switch (status) {
      case StatusRules.PARTIAL_CONTENT -> sameBody ? part(fields) : new Answer.Changed();
      case StatusRules.OK, StatusRules.RANGE_NOT_SATISFIABLE -> new Answer.Changed();
      default -> new Answer.Unanswered();
    };
  }

  private Answer part(Fields fields) {
    String text = fields.single("Content-Range");
    Optional<ContentRange> range = text == null ? Optional.empty() : ContentRange.parse(text);
    if (range.isEmpty() || range.get().total().isEmpty()) {
      return new Answer.Contradictory("a 206 without one range of a known total");
    }
    long length = range.get().total().getAsLong();
    if (range.get().first() != first || range.get().last() > last.orElse(length - 1)) {
      return new Answer.Contradictory("a 206 with another range: " + text);
    }
    return total.orElse(length) == length
        ? new Answer.Part(range.get().last(), length)
        : new Answer.Contradictory("a 206 of another length: " + text);
  }
}
