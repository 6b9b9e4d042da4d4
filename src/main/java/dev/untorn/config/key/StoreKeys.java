package dev.untorn.config.key;

import static dev.untorn.config.key.ValueTypes.duration;
import static dev.untorn.config.key.ValueTypes.path;
import static dev.untorn.config.key.ValueTypes.size;
import static dev.untorn.config.key.ValueTypes.sizeOrNone;
import static dev.untorn.config.key.ValueTypes.whole;

import dev.untorn.config.Size;
import dev.untorn.config.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;

/** Section {@code store}: bounds of the versions that are kept. */
final class StoreKeys {
  static final Section SECTION = new Section("store");

  /** Well below fs.lease-break-time (45 s), after which the kernel itself ends a lease. */
  private static final String WRITER_HOLD_MAX = "10s";

  static final Key<Size> MEMORY_FILE_MAX =
      SECTION.key("memory-file-max", size("0", "16MiB"), "32KiB");
  static final Key<Size> MEMORY = SECTION.key("memory", size("1MiB", "1TiB"), "256MiB");
  static final Key<Size> DISK = SECTION.key("disk", sizeOrNone("1MiB", "1024TiB"), "16GiB");
  static final Key<Integer> VERSIONS = SECTION.key("versions", whole(16, 1_000_000), "32768");
  static final Key<Path> SPOOL = SECTION.key("spool", path(), StoreSettings.USUAL_SPOOL.toString());
  static final Key<Duration> WRITER_HOLD =
      SECTION.key("writer-hold", duration("1ms", WRITER_HOLD_MAX), "1s");
  static final Key<Duration> WRITER_WAIT =
      SECTION.key("writer-wait", duration("0s", "1m"), "250ms");
  static final Key<Duration> MAX_STALE = SECTION.key("max-stale", duration("0s", "24h"), "10m");
  static final Key<Size> BREAK_COPY = SECTION.key("break-copy", sizeOrNone("1MiB", "1TiB"), "1GiB");
  static final Key<Size> PINNED = SECTION.key("pinned", sizeOrNone("1MiB", "1024TiB"), "4GiB");
  static final Key<Duration> PIN_TIME = SECTION.key("pin-time", duration("0s", "24h"), "10m");

  private StoreKeys() {}

  static StoreSettings settings(Values values) {
    return new StoreSettings(
        values.get(MEMORY_FILE_MAX),
        values.get(MEMORY),
        values.get(DISK),
        values.get(VERSIONS),
        values.get(SPOOL),
        values.get(WRITER_HOLD),
        values.get(WRITER_WAIT),
        values.get(MAX_STALE),
        values.get(BREAK_COPY),
        values.get(PINNED),
        values.get(PIN_TIME));
  }
}
