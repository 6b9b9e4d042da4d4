package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.fail;

import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Heads for tests: each is requested and received at one moment, and has its Date unless told. */
final class Heads {
  /** Not on a second, as most moments. */
  static final long NOW_MILLIS = 1_795_000_000_250L;

  static final long SECOND_MILLIS = 1000;
  static final String DATE = date(0);

  /** What holds unless the operator says otherwise. */
  static final CacheRules RULES =
      new CacheRules(
          new CacheRules.Fresh.AsOriginSays(),
          OptionalLong.of(30),
          CacheRules.HEURISTIC_MAX_SECONDS,
          7 * 86_400,
          CacheRules.Cookies.REFUSED);

  private Heads() {}

  /** An HTTP date so many seconds from the moment of the response. */
  static String date(long deltaSeconds) {
    return HttpDates.format(NOW_MILLIS / SECOND_MILLIS + deltaSeconds);
  }

  static long later(long seconds) {
    return NOW_MILLIS + seconds * SECOND_MILLIS;
  }

  /** With a Date. */
  static ReceivedHead response(int status, String... namesAndValues) {
    return answer(Fields.NONE, status, NOW_MILLIS, withDate(namesAndValues));
  }

  static ReceivedHead answer(Fields sent, int status, long atMillis, Fields fields) {
    return new ReceivedHead("GET", sent, status, fields, "", List.of(), atMillis, atMillis);
  }

  static Fields withDate(String... namesAndValues) {
    List<String> all = new ArrayList<>(List.of("Date", DATE));
    all.addAll(List.of(namesAndValues));
    return Fields.of(all.toArray(String[]::new));
  }

  static StoredHead stored(ReceivedHead received) {
    return stored(received, RULES);
  }

  static StoredHead stored(ReceivedHead received, CacheRules rules) {
    return switch (Storable.decide(received, rules)) {
      case Storable.Store(StoredHead head) -> head;
      case Storable.Refuse(Storable.Refusal reason) -> fail("not stored: " + reason);
    };
  }

  static Expiration expiration(String... namesAndValues) {
    return Expiration.of(stored(response(200, namesAndValues)), RULES);
  }
}
