package dev.untorn.lab.check;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.writer.BodyState;
import dev.untorn.lab.writer.StateRange;
import dev.untorn.text.Durations;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** One exchange, with a method for each aspect that is judged. Pure. */
record Exchange(Observation seen, Oracle oracle) {
  private static Optional<Verdict> found(Anomaly anomaly, String detail) {
    return Optional.of(new Verdict.Found(anomaly, detail));
  }

  /** Judges whether a response arrived, and ended as its framing announced. */
  Optional<Verdict> framing() {
    return switch (seen.close()) {
      case HUNG -> found(Anomaly.HUNG, "after " + seen.blocks().sizeBytes() + " bytes");
      case GARBLED -> found(Anomaly.DESYNC, "no response in HTTP/1.1");
      case CUT -> found(Anomaly.CUT, "after " + seen.blocks().sizeBytes() + " bytes");
      case UNREACHED -> found(Anomaly.UNREACHED, "");
      // A client must look at the Content-Range (RFC 9110, 15.3.7).
      case MISPLACED -> found(Anomaly.UNEXPECTED, "another part than was asked for");
      case LEFT ->
          seen.hasContent()
              ? Optional.empty()
              : Optional.of(new Verdict.NothingToJudge(seen.head().status()));
      case COMPLETE ->
          seen.excessBytes() > 0
              ? found(Anomaly.OVERRUN, seen.excessBytes() + " bytes after the end")
              : span();
    };
  }

  /** Compares a part with what its Content-Range says (RFC 9110, 14.4). */
  private Optional<Verdict> span() {
    long bytes = seen.blocks().sizeBytes();
    return seen.hasContent()
            && seen.head().status() == 206
            && seen.head().partBytes().orElse(bytes) != bytes
        ? found(
            Anomaly.SHORT,
            bytes + " bytes, Content-Range says " + seen.head().partBytes().getAsLong())
        : Optional.empty();
  }

  /** Judges responses without content. */
  Optional<Verdict> status() {
    return switch (seen.head().status()) {
      case 200, 206 -> seen.question() == Question.HEAD ? lengthByHead() : Optional.empty();
      case 304 -> Optional.of(notModified());
      case 412 -> seen.question() == Question.IF_MATCH ? notResumed() : unexpected();
      // The range may lie beyond the end of a file that became shorter.
      case 416 -> seen.question() == Question.GET ? unexpected() : fine();
      case 502, 503, 504 -> found(Anomaly.REFUSED, "");
      // A writer may unlink the file and create it again.
      case 404 ->
          seen.question() == Question.OWN_ADDRESS
                  && !oracle.missingDuring(seen.startNanos(), seen.firstByteNanos())
              ? notResumed()
              : writerOpen() ? fine() : unexpected();
      default -> unexpected();
    };
  }

  /** Whether a writer may have had the file open before the response began. */
  private boolean writerOpen() {
    return oracle.writerOpenDuring(seen.startNanos(), seen.firstByteNanos());
  }

  private Optional<Verdict> fine() {
    return Optional.of(new Verdict.NothingToJudge(seen.head().status()));
  }

  private Optional<Verdict> unexpected() {
    return found(Anomaly.UNEXPECTED, "status " + seen.head().status());
  }

  /** A server must keep only versions that it gave an address of their own. */
  private Optional<Verdict> notResumed() {
    return seen.basis()
        .filter(begun -> begun.head().ownAddress().isPresent())
        .filter(begun -> oracle.wholeStates(begun).isPresent())
        .filter(begun -> oracle.mustBeKept(begun, seen))
        .map(begun -> Durations.text(seen.startNanos() - begun.endNanos()))
        .map(later -> seen.head().status() + ", " + later + " after the first part")
        .map(detail -> found(Anomaly.NOT_RESUMED, detail))
        .orElseGet(this::fine);
  }

  /** Compares the length with that of the version seen under the same tag. */
  private Optional<Verdict> lengthByHead() {
    Optional<StateRange> owner = seen.head().tag().flatMap(oracle::ownerOf);
    if (owner.isEmpty() || seen.head().lengthBytes().isEmpty()) {
      return fine();
    }
    long length = seen.head().lengthBytes().getAsLong();
    long expected = oracle.model().lengthBytes(owner.get().first());
    // Neighbours may differ in length, where several versions have one tag.
    long next = Math.min(owner.get().first() + 1, owner.get().last());
    return length == expected || length == oracle.model().lengthBytes(next)
        ? Optional.of(new Verdict.Whole(owner.get(), 0))
        : found(Anomaly.HEADER_SKEW, "HEAD says " + length + ", its tag's version has " + expected);
  }

  /**
   * Correct if no newer state was closed before the request, or a writer had the file open again.
   */
  private Verdict notModified() {
    Optional<StateRange> own = seen.basis().flatMap(oracle::wholeStates);
    if (own.isEmpty()) {
      return new Verdict.NothingToJudge(304);
    }
    long lag = oracle.lagNanos(own.get(), seen.startNanos());
    return lag > 0 && !writerOpen()
        ? new Verdict.Found(
            Anomaly.FALSE_304, Durations.text(lag) + " after a newer version was closed")
        : new Verdict.Whole(own.get(), lag);
  }

  /** Judges the body of a complete response by its bytes. */
  Optional<Verdict> body() {
    if (!seen.hasContent()) {
      return Optional.empty();
    }
    return switch (oracle.stateOf(seen)) {
      case BodyState.Whole whole ->
          seen.endNanos() < oracle.writtenNanos(whole.states().first())
              ? found(Anomaly.HALF_WRITTEN, "part of a version that was not all written yet")
              : Optional.empty();
      case BodyState.MidChange() -> found(Anomaly.HALF_WRITTEN, versions());
      case BodyState.Hole() -> found(Anomaly.HOLE, versions());
      case BodyState.Mixture() -> found(Anomaly.TORN, versions());
      case BodyState.Foreign() -> found(Anomaly.DESYNC, "blocks that are not this file's");
      case BodyState.TooShort() -> Optional.of(new Verdict.Unknown("too few bytes to tell"));
      case BodyState.WrongLength(long version, long lengthBytes) ->
          Optional.of(wrongLength(version, lengthBytes));
    };
  }

  /** The bytes are of one version, the length is not. */
  private Verdict wrongLength(long version, long lengthBytes) {
    long total = seen.totalBytes();
    String detail = "version " + version + " has " + lengthBytes + " bytes, promised " + total;
    boolean anothers =
        total == oracle.model().lengthBytes(version + 1)
            || (version > 0 && total == oracle.model().lengthBytes(version - 1));
    return new Verdict.Found(
        anothers || total > lengthBytes ? Anomaly.HEADER_SKEW : Anomaly.SHORT, detail);
  }

  private String versions() {
    var versions = seen.blocks().versions();
    return versions.size() > 4
        ? versions.size() + " versions, " + versions.getFirst() + " to " + versions.getLast()
        : "versions " + versions;
  }

  /** Judges whether both parts of a resumed download are of one version. */
  Optional<Verdict> resume() {
    if (!isRest() || !seen.hasContent() || seen.basis().isEmpty()) {
      return Optional.empty();
    }
    Optional<StateRange> begun = oracle.wholeStates(seen.basis().get());
    if (begun.isEmpty()) {
      return found(Anomaly.RESUME_SPLICE, "what it began with is itself no version");
    }
    return oracle
        .wholeStates(seen)
        .filter(rest -> begun.get().and(rest).isEmpty())
        .flatMap(rest ->
            found(
                Anomaly.RESUME_SPLICE,
                "began with version " + begun.get().first() + ", goes on with " + rest.first()));
  }

  /** Whether the client appends these bytes to its first part. */
  private boolean isRest() {
    return switch (seen.question()) {
      case OWN_ADDRESS -> true;
      case IF_RANGE, IF_MATCH -> seen.head().status() == 206;
      case SEGMENT -> seen.head().status() == 206 && (hasTagOfBasis() || isOfOneResponse());
      case GET, HEAD, GET_PART, RANGE, RANGES, REVALIDATE, SEEK, JOINED -> false;
    };
  }

  private boolean isOfOneResponse() {
    return seen.basis().filter(first -> first.serial() == seen.serial()).isPresent();
  }

  private boolean hasTagOfBasis() {
    Optional<String> begun = seen.basis().flatMap(first -> first.head().strongTag());
    return begun.isPresent() && begun.equals(seen.head().strongTag());
  }

  /** Judges whether the header fields belong to the version of the body. */
  Optional<Verdict> header() {
    return oracle
        .wholeContent(seen)
        .flatMap(states -> tag(states).or(() -> date(states)).or(this::pair))
        .map(detail -> new Verdict.Found(Anomaly.HEADER_SKEW, detail));
  }

  private Optional<String> tag(StateRange states) {
    return seen.head()
        .tag()
        .flatMap(oracle::ownerOf)
        .filter(owner -> owner.and(states).isEmpty())
        .map(owner -> "tag of version " + owner.first() + ", bytes of " + states.first());
  }

  private Optional<String> date(StateRange states) {
    StateRange own = oracle.modifiedSeconds(states);
    return seen.head()
        .lastModified()
        .map(Exchange::seconds)
        .filter(seconds -> own.and(StateRange.only(seconds)).isEmpty())
        .map(seconds ->
            "Last-Modified "
                + (seconds < own.first()
                    ? (own.first() - seconds) + " s before"
                    : (seconds - own.last()) + " s after")
                + " its version's");
  }

  /** Throws on a malformed date: the verdict is then unknown. */
  private static long seconds(String httpDate) {
    try {
      return ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
    } catch (DateTimeException e) {
      throw new IllegalStateException("no date: " + httpDate, e);
    }
  }

  /** HEAD and GET with the same strong tag must state the same length (RFC 9110, 8.8.1). */
  private Optional<String> pair() {
    return seen.basis()
        .filter(basis -> basis.question() == Question.HEAD)
        .filter(basis -> basis.head().tag().filter(tag -> !tag.startsWith("W/")).isPresent())
        .filter(basis -> basis.head().tag().equals(seen.head().tag()))
        .filter(basis -> basis.head().lengthBytes().isPresent())
        .map(basis -> basis.head().lengthBytes().getAsLong())
        .filter(length -> length != seen.totalBytes())
        .map(length -> "HEAD said " + length + ", GET " + seen.totalBytes() + ", one tag");
  }

  /** Runs last: whether a whole body is of the newest closed version. */
  Optional<Verdict> freshness() {
    return oracle.wholeContent(seen).map(this::verdict);
  }

  private Verdict verdict(StateRange states) {
    long lag = oracle.lagNanos(states, seen.startNanos());
    return lag > 0 && !isAskedFor(states) && !writerOpen()
        ? new Verdict.Found(Anomaly.STALE, Durations.text(lag) + " old")
        : new Verdict.Whole(states, lag);
  }

  /** Whether the client asked for this version only, to resume its download. */
  private boolean isAskedFor(StateRange states) {
    return switch (seen.question()) {
      case IF_RANGE -> seen.head().status() == 206;
      case IF_MATCH, OWN_ADDRESS ->
          seen.basis()
              .flatMap(oracle::wholeStates)
              .filter(begun -> !begun.and(states).isEmpty())
              .isPresent();
      case GET, HEAD, GET_PART, RANGE, RANGES, REVALIDATE, SEEK, SEGMENT, JOINED -> false;
    };
  }
}
