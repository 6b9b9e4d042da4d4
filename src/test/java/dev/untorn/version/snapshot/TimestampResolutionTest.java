package dev.untorn.version.snapshot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.version.Stamp;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TimestampResolutionTest {
  private static final long NOW = TimeUnit.DAYS.toNanos(20_000);

  private static Stamp changed(long millisAgo) {
    long then = NOW - TimeUnit.MILLISECONDS.toNanos(millisAgo);
    return new Stamp(1, 2, 3, then, then, 1);
  }

  @Test
  void a_file_is_quiet_a_tenth_of_a_second_after_its_last_change() {
    assertFalse(TimestampResolution.isQuiet(changed(0), NOW));
    assertFalse(TimestampResolution.isQuiet(changed(99), NOW));
    assertTrue(TimestampResolution.isQuiet(changed(100), NOW));
  }

  @Test
  void a_file_is_settled_when_the_coarsest_clock_has_moved_on() {
    assertFalse(TimestampResolution.isSettled(changed(2000), NOW));
    assertTrue(TimestampResolution.isSettled(changed(2001), NOW));
  }

  @Test
  void after_a_clock_was_set_back_files_are_served_but_their_stamps_not_trusted() {
    assertTrue(TimestampResolution.isQuiet(changed(-5000), NOW));
    assertFalse(TimestampResolution.isSettled(changed(-5000), NOW));
  }

  @Test
  void a_date_that_somebody_set_says_nothing() {
    long old = NOW - TimeUnit.HOURS.toNanos(1);
    Stamp future = new Stamp(1, 2, 3, NOW + TimeUnit.DAYS.toNanos(365), old, 1);
    assertTrue(TimestampResolution.isSettled(future, NOW));
    Stamp past = new Stamp(1, 2, 3, old, NOW, 1);
    assertFalse(TimestampResolution.isSettled(past, NOW));
    assertFalse(TimestampResolution.isQuiet(past, NOW));
  }
}
