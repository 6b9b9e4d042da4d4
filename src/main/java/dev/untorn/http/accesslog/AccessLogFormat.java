package dev.untorn.http.accesslog;

import dev.untorn.delivery.Receipt;

/**
 * How a receipt becomes a line of printable ASCII, whatever the client sent. Used by one thread.
 */
sealed interface AccessLogFormat permits AccessLogCommon, AccessLogJson {
  /** Appends one line, with its end. */
  void append(Receipt receipt, AccessLogBatch batch);

  /** Appends a line that says how many were lost, where the format has room for such a line. */
  void appendLost(long lines, long millis, AccessLogBatch batch);
}
