package dev.untorn.config.key;

import dev.untorn.config.Size;
import dev.untorn.config.StoreSettings;
import dev.untorn.config.key.ValueTypes.DurationType;
import dev.untorn.config.key.ValueTypes.PathKind;
import dev.untorn.config.key.ValueTypes.Sized;
import dev.untorn.config.key.ValueTypes.SizedOrNone;
import dev.untorn.config.key.ValueTypes.Whole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Section {@code store}. */
public final class StoreKeys {
  private static final Size NOTHING = new Size(0);
  private static final Size MIB = new Size(1L << 20);
  private static final Size TIB = new Size(1L << 40);

  /** Well below fs.lease-break-time (45 s), after which the kernel itself ends a lease. */
  private static final Duration WRITER_HOLD_MAX = Duration.ofSeconds(10);

  public static final Key<Size> MEMORY_FILE_MAX =
      key(
          "memory-file-max",
          new Sized(NOTHING, new Size(16 * MIB.bytes())),
          new Size(32 << 10),
          """
          Files up to this size are kept as bytes in memory and sent in one piece with their \
          head; measured, that is faster than sendfile up to about 32KiB. Larger ones are cloned, \
          or copied to an unnamed file.\
          """);

  public static final Key<Size> MEMORY =
      key(
          "memory",
          new Sized(MIB, TIB),
          new Size(256 << 20),
          """
          Bytes of all versions kept in memory. When they are used up, the version unused for \
          longest goes. Where live files are sent under a lease, three buffers of up to 64MiB, \
          of a quarter of it at most each, are among them: a version is read into one while a \
          writer waits. Where the process may use little memory (cgroup), it is less: three \
          eighths of what Java leaves.\
          """);

  static final Key<Size> DISK =
      key(
          "disk",
          new SizedOrNone(new Sized(MIB, new Size(1024 * TIB.bytes()))),
          new Size(16L << 30),
          """
          Bytes of all versions in unnamed files, clones included, so that a server of a large \
          tree does not fill the disk. They vanish with the process, however it ends. Where \
          less than a twentieth of a disk, or less than 1GiB, is free, those that nobody uses \
          are dropped.\
          """);

  static final Key<Integer> VERSIONS =
      key(
          "versions",
          new Whole(16, 1_000_000),
          32_768,
          """
          Versions kept at once, replaced ones included: about a kilobyte each beside their \
          bytes. Those in files hold one descriptor or two, and together at most half of what \
          the process may have (ulimit -n) beside those it needs itself.\
          """);

  static final Key<Path> SPOOL =
      key(
          "spool",
          new PathKind(),
          StoreSettings.USUAL_SPOOL,
          """
          The directory for unnamed files where the filesystem of the served directory can't \
          clone or takes none. It must exist; without the default one, copies go beside the \
          files. Not /tmp, which is often memory.\
          """);

  static final Key<Duration> WRITER_HOLD =
      key(
          "writer-hold",
          new DurationType(Duration.ofMillis(1), WRITER_HOLD_MAX),
          Duration.ofSeconds(1),
          """
          The longest a program that opens a file to write it is made to wait while the file is \
          being read. Beyond it the server lets go and gives its own work up. At most 10s, well \
          below the 45s after which the kernel would end the wait (fs.lease-break-time).\
          """);

  static final Key<Duration> WRITER_WAIT =
      key(
          "writer-wait",
          new DurationType(Duration.ZERO, Duration.ofMinutes(1)),
          Duration.ofMillis(250),
          """
          How long a request of a file that somebody is writing, and of which no version is held, \
          waits for the writer to close it before it is answered 503 with Retry-After. Bounded, \
          because a writer may never close.\
          """);

  static final Key<Duration> MAX_STALE =
      key(
          "max-stale",
          new DurationType(Duration.ZERO, Duration.ofHours(24)),
          Duration.ofMinutes(10),
          """
          How long the last committed version may stand in for a file that is being written, from \
          when it was first asked for in vain. Beyond it the answer is 503: a writer that never \
          closes would else be served from an ever older version.\
          """);

  static final Key<Size> BREAK_COPY =
      key(
          "break-copy",
          new SizedOrNone(new Sized(MIB, TIB)),
          new Size(1L << 30),
          """
          The most that is copied of a live file while a program that opened it to write waits. \
          A larger one, where the filesystem can't clone, is let go at once: its transfers under \
          way are cut, and new requests wait for the writer.\
          """);

  static final Key<Size> PINNED =
      key(
          "pinned",
          new SizedOrNone(new Sized(MIB, new Size(1024 * TIB.bytes()))),
          new Size(4L << 30),
          """
          Bytes of versions that were replaced and are kept for clients that may come back for \
          the rest of theirs: with If-Match, or by the address in Content-Location. 0 keeps none.\
          """);

  static final Key<Duration> PIN_TIME =
      key(
          "pin-time",
          new DurationType(Duration.ZERO, Duration.ofHours(24)),
          Duration.ofMinutes(10),
          """
          How long after its last use a replaced version is kept for them. It ends after twelve \
          times as long, however often it is used. Its blocks stay on the disk for as long.\
          """);

  static final Section SECTION =
      new Section(
          "store",
          "Bounds of the versions that are kept.",
          List.of(
              MEMORY_FILE_MAX,
              MEMORY,
              DISK,
              VERSIONS,
              SPOOL,
              WRITER_HOLD,
              WRITER_WAIT,
              MAX_STALE,
              BREAK_COPY,
              PINNED,
              PIN_TIME));

  private StoreKeys() {}

  public static StoreSettings settings(Values values) {
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

  private static <T> Key<T> key(
      String name, ValueType<T> valueType, T defaultValue, String sentence) {
    return new Key<>("store", name, valueType, defaultValue, sentence);
  }
}
