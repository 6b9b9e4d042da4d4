package dev.untorn.origin.cache;

import dev.untorn.semantics.Fields;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** How this cache handled a request (RFC 9211). */
public sealed interface CacheStatus {
  /** Answered without asking the origin; the time it stays fresh is negative if it is stale. */
  record Hit(long ttlSeconds) implements CacheStatus {}

  /**
   * The origin was asked.
   *
   * @param status of its answer; empty if that is the response's own, or there was none
   */
  record Forwarded(ForwardReason reason, OptionalInt status, Set<Mark> marks)
      implements CacheStatus {
    public Forwarded(ForwardReason reason, Mark... marks) {
      this(reason, OptionalInt.empty(), Set.of(marks));
    }
  }

  /** Why the origin was asked (2.2). */
  enum ForwardReason {
    /** The cache was not consulted, by configuration. */
    BYPASS,
    /** The method's semantics. */
    METHOD,
    /** Nothing is stored for the target. */
    URI_MISS,
    /** Something is, but for other selecting fields. */
    VARY_MISS,
    /** The stored response is stale. */
    STALE,
    /** A part is stored, without the range that was asked for. */
    PARTIAL,
    /** The client wanted a fresher one. */
    REQUEST
  }

  /** What else is true of a forwarded request. */
  enum Mark {
    /** The answer was stored (2.5). */
    STORED,
    /** It shared another request's answer (2.6). */
    COLLAPSED
  }

  /** Response fields with this at the end of Cache-Status: the cache next to the client is last. */
  default Fields addedTo(Fields response, String cacheName) {
    String own = cacheName + parameters();
    String before = response.joined("Cache-Status");
    return response
        .without("cache-status"::equals)
        .with("Cache-Status", before == null ? own : before + ", " + own);
  }

  private String parameters() {
    return switch (this) {
      case Hit(long ttlSeconds) -> "; hit; ttl=" + ttlSeconds;
      case Forwarded(ForwardReason reason, OptionalInt status, Set<Mark> marks) ->
          "; fwd="
              + reason.name().toLowerCase(Locale.ROOT).replace('_', '-')
              + (status.isPresent() ? "; fwd-status=" + status.getAsInt() : "")
              + (marks.contains(Mark.STORED) ? "; stored" : "")
              + (marks.contains(Mark.COLLAPSED) ? "; collapsed" : "");
    };
  }
}
