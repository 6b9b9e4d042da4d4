package dev.untorn.http.accesslog;

import dev.untorn.delivery.Receipt;

/** No log. */
record AccessLogOff() implements AccessLog {
  @Override
  public void log(Receipt receipt) {}

  @Override
  public void reopen() {}

  @Override
  public long lostLines() {
    return 0;
  }

  @Override
  public void close() {}
}
