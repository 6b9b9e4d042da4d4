package dev.untorn.origin.cache;

import dev.untorn.origin.cache.CacheRules.Cookies;
import dev.untorn.semantics.Fields;

/** What the origin's answer to a validation means (RFC 9111, 4.3.3). */
public sealed interface Validation {
  /** The stored response answers, with this head in place of its old one (4.3.4). */
  record Freshened(StoredHead head) implements Validation {}

  /**
   * As {@link Freshened}, for this request alone: the 304 forbids to store the response any longer,
   * or changes which requests it is for. Drop it.
   */
  record FreshenedOnce(StoredHead head) implements Validation {}

  /**
   * The answer takes the place of the stored response, which may not be used any more: treat it as
   * the answer to a miss.
   */
  record Replaced() implements Validation {}

  /** The stored response answers although it is stale, because the origin fails (RFC 5861, 4). */
  record StaleOnFailure(long ageSeconds) implements Validation {}

  /** The 304 is about another response: ask again, without conditions. Nothing is updated. */
  record Mismatched() implements Validation {}

  /** The origin fails, and a stale response may not stand in: pass the failure on, or 504. */
  record Failed() implements Validation {}

  /** For an answer with a head; the stored response stays stored unless it is replaced. */
  static Validation answered(
      Expiration stored, ReceivedHead answer, Fields request, CacheRules rules) {
    if (answer.status() == StatusRules.NOT_MODIFIED) {
      boolean same =
          answer.source().equals(stored.head().source().name())
              && Validators.of(answer.fields()).select(stored.validators());
      return same ? freshened(stored.head(), answer, rules) : new Mismatched();
    }
    return StatusRules.isFailure(answer.status())
        ? failed(stored, request, answer.responseMillis())
        : new Replaced();
  }

  /** For an origin that gave no answer. */
  static Validation failed(Expiration stored, Fields request, long nowMillis) {
    long told = RequestDirectives.of(request).ifErrorMillis().orElse(0);
    long longest = Math.max(stored.ifErrorMillis(), Math.min(told, stored.clientStaleMillis()));
    return stored.staleMillis(nowMillis) < longest
        ? new StaleOnFailure(stored.ageSeconds(nowMillis))
        : new Failed();
  }

  private static Validation freshened(StoredHead old, ReceivedHead answer, CacheRules rules) {
    ReceivedHead whole =
        old.isRedirected()
            ? answer.with(StoredFields.updated(old.source().fields(), answer.fields()))
            : answer;
    Fields received = RedirectedFields.of(whole);
    Directives directives = OriginPolicy.of(received, answer.responseSeconds()).directives();
    Fields newer = StoredFields.of(received, directives, answer.responseSeconds());
    boolean cookies = rules.cookies() == Cookies.STORED;
    Fields fields =
        StoredFields.updated(old.fields(), cookies ? newer : newer.without("set-cookie"::equals));
    StoredHead head =
        new StoredHead(
            old.status(),
            fields,
            old.selecting(),
            old.isRedirected() ? RedirectedFields.source(old, answer) : old.source(),
            answer.requestMillis(),
            answer.responseMillis());
    boolean storable = !directives.has("no-store") && !directives.hasWhole("private");
    return storable && Vary.of(fields).equals(Vary.of(old.fields()))
        ? new Freshened(head)
        : new FreshenedOnce(head);
  }
}
