package dev.untorn.origin;

import dev.untorn.version.Proof;
import java.util.Optional;

/**
 * What a proxy's cache did for a response.
 *
 * @param proof of a body that is no version; a version has its own
 */
public record CacheFacts(CacheOutcome outcome, Optional<Proof> proof) {
  /** An object is at hand. */
  public static final CacheFacts HIT = of(CacheOutcome.HIT);

  public static CacheFacts of(CacheOutcome outcome) {
    return new CacheFacts(outcome, Optional.empty());
  }
}
