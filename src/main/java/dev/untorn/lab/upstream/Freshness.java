package dev.untorn.lab.upstream;

import java.time.Duration;

/** How long an object may be reused without asking the origin (RFC 9111, 5.2.2). */
enum Freshness {
  NONE("no-cache", Duration.ZERO),
  /** Caches count whole seconds, some of them by a clock that also has only whole seconds. */
  SECOND("max-age=1, must-revalidate", Duration.ofSeconds(2)),
  /** Longer than any run; for objects that are never replaced. */
  HOUR("max-age=3600", Duration.ofHours(1));

  /** The value of Cache-Control. */
  final String directives;

  /** How long it may take until everybody sees a new version. */
  private final Duration longest;

  Freshness(String directives, Duration longest) {
    this.directives = directives;
    this.longest = longest;
  }

  long longestNanos() {
    return longest.toNanos();
  }
}
