package dev.untorn.origin.cache;

import dev.untorn.origin.cache.CacheRules.Fresh;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import java.util.OptionalLong;

/**
 * How long a stored response may be used, and how (RFC 9111, 4.2). Made once of a stored head and
 * kept with it; each request then costs a comparison of numbers.
 */
public final class Expiration {
  /** Whether a response that is fresh may be used without asking. */
  enum Consent {
    WHILE_FRESH,
    EACH_TIME
  }

  /** Whether a reload by the client may change anything (RFC 8246). */
  enum Reload {
    ASKS_ORIGIN,
    IS_POINTLESS
  }

  /** A tenth of the time since the last change, as is usual (RFC 9111, 4.2.2). */
  private static final int HEURISTIC_PART = 10;

  private static final long SECOND_MILLIS = 1000;

  private final StoredHead head;
  private final Validators validators;
  private final Fields conditions;
  private final long lifetimeMillis;
  private final long initialAgeMillis;
  private final Consent consent;
  private final Reload reload;
  private final long revalidateMillis;
  private final long ifErrorMillis;
  private final long clientStaleMillis;

  private Expiration(StoredHead head, OriginPolicy policy, CacheRules rules) {
    this.head = head;
    this.validators = Validators.of(head.ofSource());
    this.conditions = head.isRedirected() ? validators.strongCondition() : validators.conditions();
    this.lifetimeMillis = lifetimeSeconds(head, policy, rules) * SECOND_MILLIS;
    this.initialAgeMillis = CurrentAge.initialMillis(head);
    boolean ruled = isRuled(head, rules);
    this.consent = policy.noCache() && !ruled ? Consent.EACH_TIME : Consent.WHILE_FRESH;
    boolean unchanging =
        policy.directives().has("immutable") || (ruled && rules.fresh() instanceof Fresh.Immutable);
    this.reload = unchanging ? Reload.IS_POINTLESS : Reload.ASKS_ORIGIN;
    boolean never = ruled ? policy.mustRevalidate() : policy.forbidsStale();
    Directives directives = policy.directives();
    this.revalidateMillis = never ? 0 : millis(directives, "stale-while-revalidate", 0);
    this.ifErrorMillis =
        never ? 0 : millis(directives, "stale-if-error", rules.staleIfErrorSeconds());
    this.clientStaleMillis = never ? 0 : Directives.SECONDS_MAX * SECOND_MILLIS;
  }

  public static Expiration of(StoredHead head, CacheRules rules) {
    long receivedSeconds = head.responseSeconds();
    return new Expiration(head, OriginPolicy.of(head.fields(), receivedSeconds), rules);
  }

  public StoredHead head() {
    return head;
  }

  /** For Age (RFC 9111, 5.1). */
  public long ageSeconds(long nowMillis) {
    return ageMillis(nowMillis) / SECOND_MILLIS;
  }

  public Validators validators() {
    return validators;
  }

  /** Without its age. */
  long lifetimeSeconds() {
    return lifetimeMillis / SECOND_MILLIS;
  }

  /** When it was of age 0, in milliseconds since the epoch: the same whenever it is asked. */
  public long bornMillis() {
    return head.responseMillis() - initialAgeMillis;
  }

  /** How long it stays fresh; negative if it is stale (RFC 9211, 2.4). */
  public long ttlSeconds(long nowMillis) {
    return Math.floorDiv(lifetimeMillis - ageMillis(nowMillis), SECOND_MILLIS);
  }

  /**
   * If-None-Match and If-Modified-Since for its validation (4.3.1), for its source alone; none if
   * it has no validator. What came by a redirect is validated by a strong tag only: its date and a
   * weak tag are too likely those of another object at the same place.
   */
  public Fields conditions() {
    return conditions;
  }

  /** Age minus lifetime: at 0 it becomes stale (4.2). */
  long staleMillis(long nowMillis) {
    return ageMillis(nowMillis) - lifetimeMillis;
  }

  long ageMillis(long nowMillis) {
    return initialAgeMillis + Math.max(0, nowMillis - head.responseMillis());
  }

  Consent consent() {
    return consent;
  }

  Reload reload() {
    return reload;
  }

  /** How long beyond its lifetime it serves while it is validated behind (RFC 5861, 3). */
  long revalidateMillis() {
    return revalidateMillis;
  }

  /** How long beyond its lifetime it serves while the origin fails (RFC 5861, 4). */
  long ifErrorMillis() {
    return ifErrorMillis;
  }

  /** How long beyond its lifetime it may serve a client who agrees; 0 if the origin forbids it. */
  long clientStaleMillis() {
    return clientStaleMillis;
  }

  /** Whether it can never answer anything, not even after a validation: not worth its space. */
  boolean isUseless() {
    boolean everFresh = consent == Consent.WHILE_FRESH && lifetimeMillis > initialAgeMillis;
    boolean everStale = revalidateMillis > 0 || ifErrorMillis > 0;
    return !everFresh && !everStale && conditions.lines().isEmpty();
  }

  private static boolean isRuled(StoredHead head, CacheRules rules) {
    return StatusRules.isRuled(head.status()) && !(rules.fresh() instanceof Fresh.AsOriginSays);
  }

  private static long millis(Directives directives, String name, long otherwiseSeconds) {
    return directives.seconds(name).orElse(otherwiseSeconds) * SECOND_MILLIS;
  }

  private static long lifetimeSeconds(StoredHead head, OriginPolicy policy, CacheRules rules) {
    if (StatusRules.isRuled(head.status())) {
      return switch (rules.fresh()) {
        case Fresh.AsOriginSays() -> originSeconds(head, policy, rules);
        case Fresh.For(long seconds) -> seconds;
        case Fresh.Immutable() -> Directives.SECONDS_MAX;
      };
    }
    if (StatusRules.isError(head.status()) && rules.negativeSeconds().isPresent()) {
      long longest = rules.negativeSeconds().getAsLong();
      return Math.min(longest, policy.explicitSeconds().orElse(longest));
    }
    return originSeconds(head, policy, rules);
  }

  private static long originSeconds(StoredHead head, OriginPolicy policy, CacheRules rules) {
    OptionalLong explicit = policy.explicitSeconds();
    return explicit.isPresent() ? explicit.getAsLong() : heuristicSeconds(head, rules);
  }

  /** 4.2.2: only where nothing explicit is said; storing has checked that the status permits it. */
  private static long heuristicSeconds(StoredHead head, CacheRules rules) {
    long received = head.responseSeconds();
    String modified = head.fields().single("Last-Modified");
    if (modified == null) {
      return 0;
    }
    long made = OriginPolicy.date(head.fields(), received);
    long unchanged = made - HttpDates.parse(modified, received).orElse(made);
    return Math.clamp(unchanged / HEURISTIC_PART, 0, rules.heuristicMaxSeconds());
  }
}
