package dev.untorn.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an origin is reached.
 *
 * @param ca a file with the authorities that are trusted in place of Java's
 * @param credentials a file with the value of Authorization
 * @param connections to the origin at the same time
 * @param host that requests to it name
 * @param forwarded what requests to it tell about their client
 * @param bucket for an origin that is a bucket
 */
public record ReachSettings(
    Optional<Path> ca,
    Optional<Path> credentials,
    int connections,
    Redirecting redirecting,
    SentHost host,
    Forwarded forwarded,
    BucketSettings bucket) {
  /** The Host of a request to an origin. */
  public enum SentHost {
    /** That of the origin's URL. */
    ORIGIN,
    /** That of the client's request, of which the origin's objects then are. */
    CLIENT
  }

  /** Fields about the client in a request that no cache answers. */
  public enum Forwarded {
    /** None but those that came. */
    NONE,
    /** X-Forwarded-For, -Host and -Proto. */
    ADD
  }
}
