package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Fields of random pieces: nothing throws, and what must hold of any response holds. */
final class HostileFieldsTest {
  private static final int RUNS = 20_000;
  private static final long SEED = new Random().nextLong();

  private static final List<String> NAMES =
      List.of(
          "Cache-Control",
          "CDN-Cache-Control",
          "Expires",
          "Age",
          "Date",
          "ETag",
          "Last-Modified",
          "Vary",
          "Connection",
          "Content-Range",
          "Pragma",
          "Set-Cookie",
          "Foo",
          "Accept-Language");

  private static final List<String> PIECES =
      List.of(
          "max-age=60",
          "s-maxage=60",
          "max-age=60, stale-while-revalidate=90",
          "max-stale=100",
          "\"a\"",
          "W/\"a\"",
          "max-age",
          "s-maxage",
          "no-cache",
          "no-store",
          "private",
          "public",
          "must-revalidate",
          "stale-while-revalidate",
          "stale-if-error",
          "immutable",
          "max-stale",
          "min-fresh",
          "only-if-cached",
          "must-understand",
          "=",
          ",",
          ";",
          "\"",
          "\\",
          " ",
          "\t",
          "0",
          "60",
          "99999999999999999999",
          "-1",
          "1.5",
          "a",
          "Foo",
          "*",
          "W/",
          "bytes 0-1/2",
          "?0",
          "?1",
          ":YQ==:",
          "(",
          ")",
          "@1",
          "%\"",
          "é",
          Heads.DATE,
          Heads.date(60),
          Heads.date(-60),
          "GMT");

  private final Random random = new Random(SEED);

  /** The endings that were met: a test that meets few proves little. */
  private final Set<Class<?>> met = new HashSet<>();

  @Test
  void no_response_breaks_a_rule() {
    for (int run = 0; run < RUNS; run++) {
      Fields sent = fields();
      ReceivedHead received = Heads.answer(sent, status(), Heads.NOW_MILLIS, fields());
      String told = "seed " + SEED + ", run " + run + ": " + received;
      switch (Storable.decide(received, Heads.RULES)) {
        case Storable.Refuse _ -> {}
        case Storable.Store(StoredHead head) -> check(head, received, told);
      }
    }
    for (Class<?> sealed : List.of(Reuse.class, Validation.class)) {
      for (Class<?> ending : sealed.getPermittedSubclasses()) {
        assertTrue(met.contains(ending), "never met: " + ending);
      }
    }
  }

  private void check(StoredHead head, ReceivedHead received, String told) {
    assertFalse(head.fields().contains("Set-Cookie"), told);
    assertFalse(head.fields().contains("Connection"), told);
    Vary.By vary = (Vary.By) Vary.of(received.fields());
    assertEquals(head.selecting(), vary.select(head.selecting()), told);
    Expiration stored = Expiration.of(head, Heads.RULES);
    Fields request = fields();
    boolean wasFresh = true;
    for (long seconds = 0; seconds < 200; seconds += 20) {
      Reuse reuse = Reuse.decide(stored, request, Heads.later(seconds));
      boolean fresh = reuse instanceof Reuse.Fresh;
      met.add(reuse.getClass());
      assertTrue(wasFresh || !fresh, told + request); // Nothing gets fresh by itself.
      assertFalse(fresh && stored.ttlSeconds(Heads.later(seconds)) < 0, told);
      wasFresh = fresh;
    }
    ReceivedHead answer = Heads.answer(request, status(), Heads.later(100), fields());
    Validation validation = Validation.answered(stored, answer, request, Heads.RULES);
    met.add(validation.getClass());
    switch (validation) {
      case Validation.Freshened(StoredHead newer) -> {
        assertEquals(304, answer.status());
        assertEquals(stored.validators().tag(), Validators.of(newer.fields()).tag(), told);
        assertFalse(newer.fields().contains("Set-Cookie"), told);
      }
      case Validation.FreshenedOnce _, Validation.Mismatched _ ->
          assertEquals(304, answer.status());
      case Validation.StaleOnFailure _, Validation.Failed _ ->
          assertTrue(answer.status() >= 500, told);
      case Validation.Replaced _ -> {}
    }
    var _ = PartRequest.joiningTag(head);
  }

  private int status() {
    return List.of(200, 203, 206, 301, 304, 404, 500, 503, 599).get(random.nextInt(9));
  }

  private Fields fields() {
    List<Field> lines = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      StringBuilder value = new StringBuilder();
      int pieces = random.nextBoolean() ? 1 : random.nextInt(6);
      for (int j = 0; j < pieces; j++) {
        value.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      lines.add(new Field(NAMES.get(random.nextInt(NAMES.size())), value.toString()));
    }
    return Fields.of(lines);
  }
}
