package dev.untorn.origin.cache;

import dev.untorn.semantics.Fields;
import dev.untorn.semantics.ListElements;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which stored responses a request that changed something makes void (RFC 9111, 4.4). */
public final class Invalidation {
  /** Methods that only read (RFC 9110, 9.2.1); PROPFIND and the like are not known as such here. */
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private static final List<String> REFERENCES = List.of("Location", "Content-Location");

  private Invalidation() {}

  /**
   * The paths with their queries, of the target's origin, whose stored responses are void; the
   * target's own comes first. None if the method is safe, or the answer an error. Location and
   * Content-Location count only where they name the same scheme, host and port.
   */
  public static List<String> targets(
      String method, int status, UriReference target, Fields response) {
    boolean changed =
        !SAFE.contains(method) && StatusRules.isFinal(status) && !StatusRules.isError(status);
    if (!changed || !ListElements.isToken(method)) {
      return List.of();
    }
    Set<String> targets = new LinkedHashSet<>();
    targets.add(target.pathAndQuery());
    for (String name : REFERENCES) {
      Optional.ofNullable(response.single(name))
          .flatMap(target::resolve)
          .filter(other -> other.origin().equals(target.origin()))
          .ifPresent(other -> targets.add(other.pathAndQuery()));
    }
    return List.copyOf(targets);
  }
}
