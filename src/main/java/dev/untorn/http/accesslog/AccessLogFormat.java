package dev.untorn.http.accesslog;

import dev.untorn.delivery.Receipt;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Formats receipts as lines of printable ASCII, whatever the client sent. Used by one thread. */
abstract sealed class AccessLogFormat permits AccessLogCommon, AccessLogJson {
  private static final int MILLIS_PER_SECOND = 1000;

  private final DateTimeFormatter ofSeconds;
  private long second = Long.MIN_VALUE;
  private String secondText = "";

  AccessLogFormat(DateTimeFormatter ofSeconds) {
    this.ofSeconds = ofSeconds;
  }

  /** Appends one line, with its line end. */
  abstract void append(Receipt receipt, ByteArrayOutputStream batch);

  /** Reports lost lines, if the format has a line for that. */
  abstract void appendLost(long lines, long millis, ByteArrayOutputStream batch);

  /** Formats the second of a time, cached for all lines of that second. */
  final String second(long millis) {
    long wanted = Math.floorDiv(millis, MILLIS_PER_SECOND);
    if (wanted != second) {
      second = wanted;
      secondText = ofSeconds.format(Instant.ofEpochSecond(wanted));
    }
    return secondText;
  }
}
