package dev.untorn.origin.cache;

import dev.untorn.semantics.Fields;
import dev.untorn.semantics.ListElements;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What a client says about the age of its response (RFC 9111, 5.2.1). */
record RequestDirectives(Directives directives) {
  private static final RequestDirectives NONE = new RequestDirectives(Directives.NONE);

  /** As if the client had sent Cache-Control: no-cache (RFC 9111, 5.4). */
  private static final RequestDirectives PRAGMA_NO_CACHE =
      new RequestDirectives(Directives.of(Fields.of("Cache-Control", "no-cache")));

  private static final long SECOND_MILLIS = 1000;

  /** Of Cache-Control; without it, of Pragma, from clients older than it. */
  static RequestDirectives of(Fields request) {
    if (request.contains("Cache-Control")) {
      return new RequestDirectives(Directives.of(request));
    }
    boolean noCache =
        request.contains("Pragma")
            && ListElements.of(request.all("Pragma")).stream()
                .anyMatch("no-cache"::equalsIgnoreCase);
    return noCache ? PRAGMA_NO_CACHE : NONE;
  }

  boolean noCache() {
    return directives.has("no-cache");
  }

  boolean noStore() {
    return directives.has("no-store");
  }

  boolean onlyIfCached() {
    return directives.has("only-if-cached");
  }

  /** Whether the client accepts a response of this age that stays fresh for so long. */
  boolean accepts(long ageMillis, long remainingMillis) {
    return ageMillis <= millis("max-age", Long.MAX_VALUE) && remainingMillis >= minFreshMillis();
  }

  /**
   * Whether the client accepts a response that is stale for so long; max-stale alone is any time.
   */
  boolean acceptsStale(long staleMillis) {
    long longest =
        directives.hasWhole("max-stale") ? Long.MAX_VALUE : millis("max-stale", Long.MIN_VALUE);
    return staleMillis <= longest && minFreshMillis() == 0;
  }

  /**
   * How long a stale response serves while the origin fails, if the client says so (RFC 5861, 4).
   */
  OptionalLong ifErrorMillis() {
    OptionalLong seconds = directives.seconds("stale-if-error");
    return seconds.isPresent()
        ? OptionalLong.of(seconds.getAsLong() * SECOND_MILLIS)
        : OptionalLong.empty();
  }

  /** The same for all that say the same, in whatever order. */
  String text() {
    return directives.list().stream()
        .map(each -> each.name() + '=' + each.argument())
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
  }

  private long minFreshMillis() {
    return millis("min-fresh", 0);
  }

  private long millis(String name, long absent) {
    OptionalLong seconds = directives.seconds(name);
    return seconds.isPresent() ? seconds.getAsLong() * SECOND_MILLIS : absent;
  }
}
