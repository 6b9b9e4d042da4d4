package dev.untorn.cli;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The console log: its level, and the thread that writes it. Does nothing with logging libraries
 * other than Logback.
 */
final class ConsoleLog {
  /** Further waiting lines are dropped. So many take some hundred KiB. */
  static final int LINES_MAX = 1024;

  /** How long {@link #close} waits for a console that hangs. */
  private static final int FLUSH_MILLIS_MAX = 1000;

  private ConsoleLog() {}

  /** Logs all lines of Untorn, and lines of libraries from level info on. */
  static void tellMore() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
      context.getLogger("dev.untorn").setLevel(Level.DEBUG);
    }
  }

  /**
   * From now on a thread writes the lines, because a terminal or pipe that blocks would stop the
   * event loops that log. Until then lines stay in order with the commands' output.
   */
  static void writeInBackground() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      writeInBackground(context);
    }
  }

  static void writeInBackground(LoggerContext context) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(appenders::add);
    for (Appender<ILoggingEvent> appender : appenders) {
      root.addAppender(behindQueue(appender, context));
      root.detachAppender(appender);
    }
  }

  private static AsyncAppender behindQueue(
      Appender<ILoggingEvent> appender, LoggerContext context) {
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setName(appender.getName() + "-in-background");
    queue.setQueueSize(LINES_MAX);
    queue.setDiscardingThreshold(0); // drops no line while there is room
    queue.setNeverBlock(true);
    queue.setMaxFlushTime(FLUSH_MILLIS_MAX);
    queue.addAppender(appender);
    queue.start();
    return queue;
  }

  /** Writes waiting lines and ends logging. A second caller waits for the first. */
  static void close() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      close(context);
    }
  }

  static synchronized void close(LoggerContext context) {
    context.stop();
  }
}
