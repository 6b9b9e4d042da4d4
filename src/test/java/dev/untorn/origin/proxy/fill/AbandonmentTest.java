package dev.untorn.origin.proxy.fill;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class AbandonmentTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Abandonment MINUTE = new Abandonment(Duration.ofMinutes(1));

  /** At one byte a second, of which as many have come. */
  private static boolean isDue(long unreadSeconds, long fetched, long rest) {
    return MINUTE.isDue(unreadSeconds * SECOND, fetched, fetched * SECOND, OptionalLong.of(rest));
  }

  @Test
  void readers_have_the_bound_to_come_back() {
    assertFalse(isDue(0, 1, 1_000_000));
    assertFalse(isDue(59, 59, 1_000_000));
    assertTrue(isDue(60, 60, 1_000_000));
  }

  @Test
  void what_takes_no_longer_than_the_bound_is_fetched_to_its_end() {
    assertFalse(isDue(60, 60, 60));
    assertTrue(isDue(60, 60, 61));
    assertFalse(isDue(119, 119, 1));
  }

  @Test
  void an_origin_that_gets_slower_is_not_followed_for_ever() {
    assertFalse(isDue(179, 1_000_000, 1));
    assertTrue(isDue(180, 1_000_000, 1));
    assertFalse(isDue(1_000, 1_000_000, 0), "its end is about to come");
  }

  @Test
  void a_body_of_unknown_length_has_only_the_bound() {
    assertFalse(MINUTE.isDue(59 * SECOND, 1, SECOND, OptionalLong.empty()));
    assertTrue(MINUTE.isDue(60 * SECOND, 1 << 30, SECOND, OptionalLong.empty()));
  }

  @Test
  void nothing_has_come_yet() {
    assertTrue(MINUTE.isDue(60 * SECOND, 0, 60 * SECOND, OptionalLong.of(1)));
  }
}
