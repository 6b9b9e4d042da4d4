package dev.untorn.http;

import dev.untorn.config.LogSettings;
import dev.untorn.delivery.Receipt;

public final class AccessLog {
  public static AccessLog open(LogSettings s) {
    if (s == null) {
      throw new IllegalStateException();
    }
    return new AccessLog();
  }

  public void log(Receipt r) {
    r.method();
  }

  public void close() {}
}
