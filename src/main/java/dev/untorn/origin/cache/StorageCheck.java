package dev.untorn.origin.cache;

import dev.untorn.origin.cache.Storable.Refusal;
import java.util.Optional;

/** The conditions of RFC 9111, 3, that a response's method, status and directives decide. */
final class StorageCheck {
  private StorageCheck() {}

  static Optional<Refusal> firstRefusal(ReceivedHead received, OriginPolicy policy) {
    Directives directives = policy.directives();
    int status = received.status();
    if (!received.method().equals("GET")) {
      return Optional.of(Refusal.METHOD);
    }
    if (status == StatusRules.PARTIAL_CONTENT) {
      return Optional.of(Refusal.PARTIAL);
    }
    // Who asks for understanding trusts only caches that understand: for them no-store is void.
    boolean understood = directives.has("must-understand") && StatusRules.isUnderstood(status);
    if (!StatusRules.isFinal(status)
        || status == StatusRules.NOT_MODIFIED
        || status == StatusRules.RANGE_NOT_SATISFIABLE // It is about a range, not about the object.
        || (directives.has("must-understand") && !understood)) {
      return Optional.of(Refusal.STATUS);
    }
    if (RequestDirectives.of(received.sent()).noStore()) {
      return Optional.of(Refusal.CLIENT_NO_STORE);
    }
    if (directives.has("no-store") && !understood) {
      return Optional.of(Refusal.NO_STORE);
    }
    if (directives.hasWhole("private")) {
      return Optional.of(Refusal.PRIVATE);
    }
    if (received.sent().contains("Authorization") && !isForAnybody(directives)) {
      return Optional.of(Refusal.AUTHORIZATION);
    }
    return StatusRules.isHeuristic(status) || hasFreshness(policy)
        ? Optional.empty()
        : Optional.of(Refusal.NO_FRESHNESS);
  }

  /** 3.5: what allows a response to a request with credentials to be stored. */
  private static boolean isForAnybody(Directives directives) {
    return directives.has("public")
        || directives.has("s-maxage")
        || directives.has("must-revalidate");
  }

  private static boolean hasFreshness(OriginPolicy policy) {
    return policy.directives().has("public") || policy.explicitSeconds().isPresent();
  }
}
