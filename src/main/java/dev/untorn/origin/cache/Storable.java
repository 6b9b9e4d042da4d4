package dev.untorn.origin.cache;

import dev.untorn.origin.cache.CacheRules.Cookies;
import dev.untorn.semantics.Fields;

/** Whether a response may be stored (RFC 9111, 3), by its head; its body must be whole, too. */
public sealed interface Storable {
  /**
   * It may, with this head.
   *
   * @param head without the fields that are not stored
   */
  record Store(StoredHead head) implements Storable {}

  /** It may not, and goes to its client alone. */
  record Refuse(Refusal reason) implements Storable {}

  /** Why a response is not stored. */
  enum Refusal {
    METHOD("only responses to GET are stored"),
    STATUS("responses with this status are not stored"),
    PARTIAL("a part is no response of its own"),
    CLIENT_NO_STORE("the client forbids it (no-store)"),
    NO_STORE("the origin forbids it (no-store)"),
    PRIVATE("it is for one client (private)"),
    AUTHORIZATION("its request had credentials, and it is not marked as public"),
    COOKIE("its request had a cookie, and nothing says that it is for all"),
    SET_COOKIE("it sets a cookie, and no rule allows that"),
    VARY("no other request can match it (Vary)"),
    NO_FRESHNESS("its status is only stored with a lifetime, and it has none"),
    USELESS("it is never fresh, and has no validator");

    private final String text;

    Refusal(String text) {
      this.text = text;
    }

    /** A clause for people. */
    public String text() {
      return text;
    }
  }

  static Storable decide(ReceivedHead answer, CacheRules rules) {
    ReceivedHead received = answer.with(RedirectedFields.of(answer));
    OriginPolicy policy = OriginPolicy.of(received.fields(), received.responseSeconds());
    Fields kept =
        StoredFields.of(received.fields(), policy.directives(), received.responseSeconds());
    return StorageCheck.firstRefusal(received, policy)
        .<Storable>map(Refuse::new)
        .orElseGet(() -> store(received, kept, RedirectedFields.source(answer), rules));
  }

  private static Storable store(
      ReceivedHead received, Fields kept, StoredHead.Source source, CacheRules rules) {
    if (rules.cookies() == Cookies.REFUSED && kept.contains("Set-Cookie")) {
      return new Refuse(Refusal.SET_COOKIE);
    }
    return switch (Vary.of(received.fields())) {
      case Vary.Unmatchable() -> new Refuse(Refusal.VARY);
      case Vary.By selecting when isGuessedOfOne(received, selecting, rules) ->
          new Refuse(Refusal.COOKIE);
      case Vary.By selecting -> {
        StoredHead head =
            new StoredHead(
                received.status(),
                kept,
                selecting.select(received.sent()),
                source,
                received.requestMillis(),
                received.responseMillis());
        yield Expiration.of(head, rules).isUseless()
            ? new Refuse(Refusal.USELESS)
            : new Store(head);
      }
    };
  }

  /**
   * Whether a lifetime would be guessed for what may be a page of the one client who was logged in,
   * perhaps because somebody had it follow a link that looks like a file's (RFC 9111, 7.1).
   */
  private static boolean isGuessedOfOne(
      ReceivedHead received, Vary.By selecting, CacheRules rules) {
    OriginPolicy policy = OriginPolicy.of(received.fields(), received.responseSeconds());
    boolean told =
        policy.explicitSeconds().isPresent()
            || policy.noCache()
            || policy.directives().has("public")
            || selecting.names().contains("cookie")
            || rules.cookies() == Cookies.STORED
            || !(rules.fresh() instanceof CacheRules.Fresh.AsOriginSays);
    return !told && received.sent().contains("Cookie");
  }
}
