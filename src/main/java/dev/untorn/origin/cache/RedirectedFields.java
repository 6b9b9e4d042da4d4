package dev.untorn.origin.cache;

import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The fields of a response that came by redirects, as one of the URL that was asked for. It may be
 * kept no longer than each redirect, because the next one may lead elsewhere.
 */
public final class RedirectedFields {
  /** Of 200; and of 304, for a stored one. */
  private static final Set<Integer> STORED = Set.of(StatusRules.OK, StatusRules.NOT_MODIFIED);

  private static final long SECOND_MILLIS = 1000;

  private static final String MODIFIED = "last-modified";

  /**
   * What is told anew. Tags and dates name versions of the place that was redirected to: under the
   * URL that was asked for, two places may have the same (RFC 9110, 8.8.1).
   */
  private static final Set<String> OF_THE_PLACE =
      Set.of(
          "age",
          "cache-control",
          "cdn-cache-control",
          "content-location",
          "date",
          "etag",
          "expires",
          MODIFIED,
          "pragma");

  /** What may change with a redirect that leads elsewhere. */
  private static final String VARY = "vary";

  /** What one of them forbids is forbidden. */
  private static final List<String> FORBIDDING =
      List.of("no-store", "private", "no-cache", "no-transform");

  private RedirectedFields() {}

  /** Those for a client and for the cache; as they are if there was no redirect. */
  public static Fields of(ReceivedHead last) {
    List<Fields> redirects = last.redirects();
    if (redirects.isEmpty()) {
      return last.fields();
    }
    long seconds =
        Math.min(
            redirects.stream().mapToLong(fields -> redirectSeconds(fields, last)).min().orElse(0),
            lastSeconds(last));
    Fields kept = last.fields().without(OF_THE_PLACE::contains);
    for (Fields redirect : redirects) {
      for (String vary : redirect.all("Vary")) {
        kept = kept.with("Vary", vary);
      }
    }
    boolean isStored =
        STORED.contains(last.status())
            && redirects.stream().noneMatch(fields -> fields.contains("Set-Cookie"));
    return kept.with("Date", HttpDates.format(last.responseSeconds()))
        .with(
            "Cache-Control",
            directives(
                Stream.concat(redirects.stream(), Stream.of(last.fields())).toList(),
                Math.max(0, seconds),
                isStored));
  }

  /** What is kept of the last one's own fields, for its validation. */
  static StoredHead.Source source(ReceivedHead last) {
    return last.redirects().isEmpty()
        ? StoredHead.Source.direct(last.source())
        : new StoredHead.Source(
            last.source(),
            last.fields().without(name -> !OF_THE_PLACE.contains(name) && !name.equals(VARY)));
  }

  /**
   * The same after a 304. Its dates do not count: a tag that is made of a second and a length may
   * be that of other bytes, if these were fetched within that second.
   */
  static StoredHead.Source source(StoredHead old, ReceivedHead answer) {
    Fields newer =
        source(answer).fields().without(name -> name.equals("date") || name.equals(MODIFIED));
    return new StoredHead.Source(
        answer.source(), StoredFields.updated(old.source().fields(), newer));
  }

  private static String directives(List<Fields> all, long seconds, boolean isStored) {
    List<Directives> told = all.stream().flatMap(RedirectedFields::told).toList();
    List<String> directives = new ArrayList<>();
    directives.add("max-age=" + seconds);
    for (String name : FORBIDDING) {
      if (told.stream().anyMatch(each -> each.has(name))) {
        directives.add(name);
      }
    }
    if (!isStored && !directives.contains("no-store")) {
      directives.add("no-store");
    }
    // Not must-revalidate, which would allow to store what a client's credentials got (3.5).
    if (all.stream().anyMatch(fields -> OriginPolicy.of(fields, 0).forbidsStale())) {
      directives.add("proxy-revalidate");
    }
    told.stream()
        .flatMapToLong(each -> each.seconds("stale-if-error").stream())
        .min()
        .ifPresent(most -> directives.add("stale-if-error=" + most));
    return String.join(", ", directives);
  }

  /** To this cache, and to those of clients, who get the same field. */
  private static Stream<Directives> told(Fields fields) {
    return Stream.of(OriginPolicy.of(fields, 0).directives(), Directives.of(fields));
  }

  /** A redirect that says nothing holds for this once. */
  private static long redirectSeconds(Fields fields, ReceivedHead last) {
    OriginPolicy policy = OriginPolicy.of(fields, last.requestMillis() / SECOND_MILLIS);
    StoredHead head = head(fields, last.requestMillis(), last.requestMillis());
    return least(fields, policy.explicitSeconds().orElse(0)) - age(head, last);
  }

  private static long lastSeconds(ReceivedHead last) {
    StoredHead head = head(last.fields(), last.requestMillis(), last.responseMillis());
    CacheRules rules =
        new CacheRules(
            new CacheRules.Fresh.AsOriginSays(),
            OptionalLong.empty(),
            CacheRules.HEURISTIC_MAX_SECONDS,
            0,
            CacheRules.Cookies.REFUSED);
    long lifetime = Expiration.of(head, rules).lifetimeSeconds();
    return least(last.fields(), lifetime) - age(head, last);
  }

  private static StoredHead head(Fields fields, long requestMillis, long responseMillis) {
    return new StoredHead(
        StatusRules.OK,
        fields,
        Fields.NONE,
        StoredHead.Source.direct(""),
        requestMillis,
        responseMillis);
  }

  private static long least(Fields fields, long sharedSeconds) {
    return told(fields)
        .flatMapToLong(each -> each.seconds("max-age").stream())
        .reduce(sharedSeconds, Math::min);
  }

  private static long age(StoredHead head, ReceivedHead last) {
    long age = CurrentAge.initialMillis(head) + last.responseMillis() - head.responseMillis();
    return age / SECOND_MILLIS;
  }
}
