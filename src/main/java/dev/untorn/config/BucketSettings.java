package dev.untorn.config;

import java.net.URI;
import java.util.Optional;

/**
 * How an S3 bucket is reached.
 *
 * @param endpoint another one than Amazon's
 * @param region for which requests are signed; empty: as the environment or the AWS files say
 * @param profile of the AWS files, whose credentials sign; empty: the AWS SDK's chain finds some
 */
public record BucketSettings(
    Optional<URI> endpoint,
    Optional<String> region,
    Addressing addressing,
    Optional<String> profile,
    Signing signing,
    Folders folders) {
  /** Where requests name the bucket. */
  public enum Addressing {
    /**
     * In the host where Amazon's endpoint is used and the name can be a host's, else in the path.
     */
    AUTO,
    /** In the path. */
    PATH,
    /** In the host. */
    VIRTUAL
  }

  /** Whether requests say who sends them. */
  public enum Signing {
    SIGNED,
    /** For buckets that everybody may read. */
    ANONYMOUS
  }

  /** What a path that ends with a slash is. */
  public enum Folders {
    /** A list of what is below it. */
    LIST,
    /** The object with this key. */
    OBJECT
  }
}
