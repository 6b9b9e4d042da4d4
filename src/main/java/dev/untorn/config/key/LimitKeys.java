package dev.untorn.config.key;

import static dev.untorn.config.key.ValueTypes.duration;
import static dev.untorn.config.key.ValueTypes.size;
import static dev.untorn.config.key.ValueTypes.whole;

import dev.untorn.config.LimitSettings;
import dev.untorn.config.Size;
import java.time.Duration;

/** Section {@code limits}: bounds against slow, greedy and broken clients. */
final class LimitKeys {
  static final Section SECTION = new Section("limits");

  static final Key<Integer> CONNECTIONS = SECTION.key("connections", whole(1, 1_000_000), "20000");
  static final Key<Size> HEADER_MAX = SECTION.key("header-max", size("1KiB", "1MiB"), "16KiB");
  static final Key<Size> TARGET_MAX = SECTION.key("target-max", size("256B", "64KiB"), "8KiB");
  static final Key<Duration> HEADER_TIMEOUT =
      SECTION.key("header-timeout", duration("100ms", "1h"), "10s");
  static final Key<Duration> IDLE_TIMEOUT =
      SECTION.key("idle-timeout", duration("100ms", "24h"), "75s");
  static final Key<Size> SEND_RATE_MIN = SECTION.key("send-rate-min", size("0", "1GiB"), "1KiB");
  static final Key<Duration> SEND_GRACE = SECTION.key("send-grace", duration("100ms", "1h"), "30s");
  static final Key<Size> BODY_MAX = SECTION.key("body-max", size("0", "1GiB"), "64KiB");
  static final Key<Size> PIPELINED = SECTION.key("pipelined", size("1KiB", "16MiB"), "64KiB");
  static final Key<Integer> RANGES_MAX = SECTION.key("ranges-max", whole(1, 8_192), "1024");
  static final Key<Integer> WORKERS = SECTION.key("workers", whole(1, 1_024), "8");
  static final Key<Integer> WORKER_QUEUE =
      SECTION.key("worker-queue", whole(1, 1_000_000), "10000");
  static final Key<Duration> SHUTDOWN = SECTION.key("shutdown", duration("0s", "1h"), "10s");

  private LimitKeys() {}

  static LimitSettings settings(Values values) {
    return new LimitSettings(
        values.get(CONNECTIONS),
        values.get(HEADER_MAX),
        values.get(TARGET_MAX),
        values.get(HEADER_TIMEOUT),
        values.get(IDLE_TIMEOUT),
        values.get(SEND_RATE_MIN),
        values.get(SEND_GRACE),
        values.get(BODY_MAX),
        values.get(PIPELINED),
        values.get(RANGES_MAX),
        values.get(WORKERS),
        values.get(WORKER_QUEUE),
        values.get(SHUTDOWN));
  }
}
