package dev.untorn.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much the console log tells. */
final class ConsoleLog {
  private ConsoleLog() {}

  /** Everything of Untorn, and what libraries do rather than only what they warn of. */
  static void tellMore() {
    level(org.slf4j.Logger.ROOT_LOGGER_NAME, Level.INFO);
    level("dev.untorn", Level.DEBUG);
  }

  private static void level(String name, Level level) {
    // Another logging library in the class path keeps its own level.
    if (LoggerFactory.getLogger(name) instanceof Logger logger) {
      logger.setLevel(level);
    }
  }
}
