package dev.untorn.config;

import java.util.Optional;

/**
 * Settings of the files whose path matches; an empty one is as in section {@code serve}.
 *
 * @param mode in place of {@code serve.mode}
 * @param whileWriting in place of {@code serve.while-writing}
 * @param dates in place of {@code serve.dates}
 */
public record Rule(
    Glob match,
    Optional<Mode> mode,
    Optional<WhileWriting> whileWriting,
    Optional<DateTrust> dates) {
  /** One that leaves dates as they are. */
  public Rule(Glob match, Optional<Mode> mode, Optional<WhileWriting> whileWriting) {
    this(match, mode, whileWriting, Optional.empty());
  }
}
