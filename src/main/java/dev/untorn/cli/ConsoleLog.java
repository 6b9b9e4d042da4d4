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
 * The console log: how much it logs, and which thread writes it. Other logging libraries in the
 * class path are left alone.
 */
final class ConsoleLog {
  /** Some hundred KiB. When so many lines wait, further ones are dropped. */
  static final int LINES_MAX = 1024;

  /** How long the end waits for lines to be written; a console that hangs must not delay it. */
  private static final int FLUSH_MILLIS_MAX = 1000;

  private ConsoleLog() {}

  /** Logs everything of Untorn, and also what libraries log at level info. */
  static void tellMore() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
      context.getLogger("dev.untorn").setLevel(Level.DEBUG);
    }
  }

  /**
   * From now on a thread of its own writes the lines, because event loops log too, and a terminal
   * or a pipe that blocks would stop them. Before, lines keep their order with what commands print.
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
    queue.setDiscardingThreshold(0); // none is lost while there is room
    queue.setNeverBlock(true);
    queue.setMaxFlushTime(FLUSH_MILLIS_MAX);
    queue.addAppender(appender);
    queue.start();
    return queue;
  }

  /** Writes waiting lines; nothing is logged afterwards. A second caller waits for the first. */
  static void close() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      close(context);
    }
  }

  static synchronized void close(LoggerContext context) {
    context.stop();
  }
}
