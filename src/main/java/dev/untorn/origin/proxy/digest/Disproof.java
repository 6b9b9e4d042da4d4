package dev.untorn.origin.proxy.digest;

import dev.untorn.origin.cache.Validators;
import java.util.OptionalLong;

/**
 * An object's bytes are not those of a digest that its origin names.
 *
 * @param claim what the origin said of the object
 * @param actual the digest of the bytes that came, by the algorithm of the named one
 */
public record Disproof(Claim claim, NamedDigest named, String actual) {
  /**
   * What an origin says of an object, besides digests.
   *
   * @param source who sent it
   */
  public record Claim(String source, Validators validators, OptionalLong lengthBytes) {
    /** Whether it would likely be another one after a change. */
    boolean tellsChanges() {
      return validators.tag().isPresent() || validators.modified().isPresent();
    }
  }

  /** For the operator; follows the object's URL. */
  public String forLog() {
    return named.difference(actual);
  }

  /** For clients, who know the object's path, and need not know its origin. */
  String forClients() {
    return "The origin sends this object with the %s %s, and says %s in %s."
        .formatted(named.hash().algorithm(), actual, named.hex(), named.file());
  }
}
