package dev.untorn.lab.upstream;

import java.util.List;

/** What the origin is going to send. */
sealed interface OriginReply {
  /** How the end of a body is told (RFC 9112, 6.3). */
  enum Framing {
    LENGTH,
    CHUNKED,
    CLOSE
  }

  /** What happens to a message on its way. */
  sealed interface Course {
    record Whole() implements Course {}

    /**
     * The connection ends.
     *
     * @param afterBytes of content
     * @param reset by a RST, else by a FIN
     */
    record Cut(long afterBytes, boolean reset) implements Course {}

    /**
     * Nothing is sent for a moment.
     *
     * @param goesOn afterwards, else the connection ends
     */
    record Stall(long afterBytes, long nanos, boolean goesOn) implements Course {}

    /** One byte of content becomes another. */
    record Damage(long atByte) implements Course {}

    /** So many bytes of another object follow, as a response of their own. */
    record Extra(int bytes) implements Course {}
  }

  /**
   * A response about a version.
   *
   * @param fields lines without those of the framing
   * @param from the first byte of content
   * @param to the byte after the last
   */
  record Answer(
      int status,
      List<String> fields,
      ObjectVersion version,
      long from,
      long to,
      Framing framing,
      Course course)
      implements OriginReply {
    public Answer {
      fields = List.copyOf(fields);
    }

    long bytes() {
      return to - from;
    }

    Answer framed(Framing other) {
      return new Answer(status, fields, version, from, to, other, course);
    }

    Answer taking(Course other) {
      return new Answer(status, fields, version, from, to, framing, other);
    }

    Answer until(long end) {
      return new Answer(status, fields, version, from, end, framing, course);
    }

    Answer part(List<String> others, long first, long end) {
      return new Answer(status, others, version, first, end, framing, course);
    }

    Answer saying(List<String> others) {
      return new Answer(status, others, version, from, to, framing, course);
    }
  }

  /** Octets after which the connection ends, with a FIN, or with a RST if there are none. */
  record Failure(String octets) implements OriginReply {}
}
