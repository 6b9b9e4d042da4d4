package dev.untorn.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.LimitSettings;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With a minimum of 1 KiB a second over 30 seconds, looked at about every two. */
final class ClientRateTest {
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1875);

  private final LimitSettings limits = limits();
  private final ClientRate rate = new ClientRate(limits);
  private long nanos;

  private static LimitSettings limits() {
    Map<String, String> environment =
        Map.of("UNTORN_LIMITS_SEND_GRACE", "30s", "UNTORN_LIMITS_SEND_RATE_MIN", "1KiB");
    LoadResult loadResult = SettingsReader.read(Optional.empty(), environment, List.of());
    return assertInstanceOf(LoadResult.Read.class, loadResult).settings().limits();
  }

  private boolean isTooSlowAfter(long stepNanos, long takenBytes) {
    nanos += stepNanos;
    return rate.isTooSlow(nanos, takenBytes);
  }

  @Test
  void a_client_that_never_reads_has_its_grace_and_no_more() {
    // What the buffers of both kernels hold it has "taken" at once.
    long seconds = 0;
    while (!isTooSlowAfter(STEP_NANOS, 5_000_000)) {
      seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
      assertTrue(seconds < 33, "as good as for ever");
    }
    assertTrue(TimeUnit.NANOSECONDS.toMillis(nanos) >= 30_000, "too early");
  }

  @Test
  void a_client_that_stops_in_the_middle_has_the_same() {
    long taken = 0;
    for (int i = 0; i < 100; i++) {
      taken += 1_000_000;
      assertFalse(isTooSlowAfter(STEP_NANOS, taken));
    }
    long stopped = nanos;
    while (!isTooSlowAfter(STEP_NANOS, taken)) {
      assertTrue(nanos - stopped < TimeUnit.SECONDS.toNanos(33), "as good as for ever");
    }
    assertTrue(nanos - stopped >= TimeUnit.SECONDS.toNanos(29), "too early");
  }

  @Test
  void what_counts_is_the_mean_over_the_grace() {
    long taken = 0;
    for (int i = 0; i < 200; i++) {
      // A train: nothing for 24 s, then a little more than was owed meanwhile.
      taken += i % 13 == 12 ? 34 * 1024 : 0;
      assertFalse(isTooSlowAfter(STEP_NANOS, taken), "at " + i);
    }
  }

  @Test
  void looks_that_come_late_do_no_harm() {
    assertFalse(isTooSlowAfter(STEP_NANOS, 0));
    assertFalse(isTooSlowAfter(TimeUnit.SECONDS.toNanos(300), 301 * 1024));
    assertTrue(isTooSlowAfter(TimeUnit.SECONDS.toNanos(300), 302 * 1024));
  }
}
