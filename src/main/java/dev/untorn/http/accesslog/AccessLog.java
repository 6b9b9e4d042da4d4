package dev.untorn.http.accesslog;

import dev.untorn.config.LogSettings;
import dev.untorn.delivery.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;

/** Logs a line per finished response. Thread-safe; whoever opens it closes it. */
public sealed interface AccessLog extends AutoCloseable permits AccessLog.Off, AccessLogThread {
  /**
   * Opens the configured log.
   *
   * @throws IOException if the file cannot be opened for appending
   */
  static AccessLog open(LogSettings settings) throws IOException {
    return switch (settings.access()) {
      case "off" -> new Off();
      case "-" -> new AccessLogThread(format(settings.format()), new AccessLogStdout());
      default ->
          new AccessLogThread(
              format(settings.format()), new AccessLogFile(Path.of(settings.access())));
    };
  }

  private static AccessLogFormat format(LogSettings.Format format) {
    return switch (format) {
      case JSON -> new AccessLogJson();
      case COMMON -> new AccessLogCommon(false, ZoneId.systemDefault());
      case COMBINED -> new AccessLogCommon(true, ZoneId.systemDefault());
    };
  }

  /** Never blocks: if the log cannot keep up, the line is dropped and counted. */
  void log(Receipt receipt);

  /** Reopens the file before the next lines if it was renamed. */
  void reopen();

  long lostLines();

  /** Writes waiting lines, for two seconds at most. */
  @Override
  void close();

  record Off() implements AccessLog {
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
}
