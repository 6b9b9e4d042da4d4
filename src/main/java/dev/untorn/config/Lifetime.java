package dev.untorn.config;

import java.time.Duration;

/** How long a stored object is fresh, as the operator says. */
public sealed interface Lifetime {
  /** As its origin says. */
  record OfOrigin() implements Lifetime {}

  /** So long, whatever its origin says. */
  record For(Duration time) implements Lifetime {}

  /** For ever: it never changes. */
  record Immutable() implements Lifetime {}
}
