package dev.untorn.origin.proxy.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.cache.Validators;
import dev.untorn.origin.proxy.digest.Disproof.Claim;
import dev.untorn.semantics.Fields;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is remembered of objects that are not what their digests name. */
final class DisproofsTest {
  private static final String KEY = "http://a/b";
  private static final long NEGATIVE = TimeUnit.SECONDS.toMillis(30);
  private static final NamedDigest NAMED =
      new NamedDigest(Hash.SHA_256, "d9", "http://a/b.sha256?c");
  private static final Claim CLAIM = claim("\"1\"", 10);

  private long nowMillis = 1_000_000;
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMillis);
  private final Disproofs disproofs = new Disproofs(clock);

  private static Claim claim(String tag, long lengthBytes) {
    return new Claim(
        "http://a", Validators.of(Fields.of("ETag", tag)), OptionalLong.of(lengthBytes));
  }

  private void note(Claim claim) {
    disproofs.note(KEY, new Disproof(claim, NAMED, "2c"), NEGATIVE);
  }

  private boolean isRefused() {
    return disproofs.refusal(KEY).isPresent();
  }

  /** When the origin's head has this digest, or none. */
  private boolean isRefused(Claim claim, NamedDigest... inHead) {
    return disproofs
        .refusal(KEY, claim, Set.of(inHead), Sidecar::none, NEGATIVE)
        .toCompletableFuture()
        .join()
        .isPresent();
  }

  @Test
  void an_object_is_refused_for_a_while_with_both_digests() {
    assertFalse(isRefused());
    note(CLAIM);
    assertEquals(
        Optional.of("The origin sends this object with the SHA-256 2c, and says d9 in b.sha256."),
        disproofs.refusal(KEY));
    assertTrue(disproofs.refusal("http://a/c").isEmpty());
    nowMillis += NEGATIVE - 1;
    assertTrue(isRefused());
    nowMillis++;
    assertFalse(isRefused());
  }

  @Test
  void the_log_names_the_file() {
    assertEquals(
        "its SHA-256 is 2c, and http://a/b.sha256?c says d9",
        new Disproof(CLAIM, NAMED, "2c").forLog());
  }

  @Test
  void after_a_second_failure_it_is_refused_longer_while_nothing_changes() {
    note(CLAIM);
    nowMillis += NEGATIVE;
    assertFalse(isRefused(CLAIM, NAMED), "the first pause is over");
    note(CLAIM);
    nowMillis += NEGATIVE;
    assertFalse(isRefused());
    assertTrue(isRefused(CLAIM, NAMED), "the origin was asked, and says the same");
    assertTrue(isRefused(), "that is known for a while");
    nowMillis += NEGATIVE;
    assertFalse(isRefused(CLAIM, NAMED), "an origin may repair bytes under the same tag");
  }

  @Test
  void a_change_of_either_is_seen_at_once() {
    note(CLAIM);
    note(CLAIM);
    nowMillis += NEGATIVE;
    assertTrue(isRefused(CLAIM, NAMED));
    assertFalse(isRefused(claim("\"2\"", 10), NAMED));
    assertFalse(isRefused(claim("\"1\"", 11), NAMED));
    assertFalse(isRefused(CLAIM, new NamedDigest(Hash.SHA_256, "2c", NAMED.by())));
    assertFalse(isRefused(CLAIM), "nothing is named any more");
  }

  @Test
  void what_would_not_tell_a_change_is_fetched_again() {
    Claim silent = new Claim("http://a", Validators.of(Fields.NONE), OptionalLong.of(10));
    note(silent);
    note(silent);
    nowMillis += NEGATIVE;
    assertFalse(isRefused(silent, NAMED));
  }

  @Test
  void the_pause_doubles_up_to_an_hour() {
    for (int i = 0; i < 20; i++) {
      note(CLAIM);
    }
    nowMillis += TimeUnit.HOURS.toMillis(1) - 1;
    assertTrue(isRefused(CLAIM, NAMED));
    nowMillis++;
    assertFalse(isRefused(CLAIM, NAMED));
  }

  @Test
  void what_is_forgotten_is_fetched_again() {
    note(CLAIM);
    disproofs.forget(KEY);
    assertFalse(isRefused());
    assertFalse(isRefused(CLAIM, NAMED));
  }

  @Test
  void memory_is_bounded() {
    note(CLAIM);
    for (int i = 0; i < 1000; i++) {
      disproofs.note("http://a/" + i, new Disproof(CLAIM, NAMED, "2c"), NEGATIVE);
    }
    assertFalse(isRefused());
    assertTrue(disproofs.refusal("http://a/0").isPresent());
  }
}
