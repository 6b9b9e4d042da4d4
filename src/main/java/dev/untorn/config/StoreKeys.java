package dev.untorn.config;

import dev.untorn.config.Kinds.Lasting;
import dev.untorn.config.Kinds.PathKind;
import dev.untorn.config.Kinds.Sized;
import dev.untorn.config.Kinds.Whole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Section {@code store}. */
final class StoreKeys {
  private static final Size NOTHING = new Size(0);
  private static final Size MIB = new Size(1L << 20);
  private static final Size TIB = new Size(1L << 40);

  /** Well below fs.lease-break-time (45 s), after which the kernel itself ends a lease. */
  private static final Duration WRITER_HOLD_MAX = Duration.ofSeconds(10);

  static final Key<Size> MEMORY_FILE_MAX =
      key(
          "memory-file-max",
          new Sized(NOTHING, new Size(16 * MIB.bytes())),
          new Size(64 << 10),
          """
          Files up to this size are kept as bytes in memory and sent in one piece with their \
          head; measured, that is faster than sendfile up to about 64KiB. Larger ones are cloned, \
          or copied to an unnamed file.\
          """);

  static final Key<Size> MEMORY =
      key(
          "memory",
          new Sized(MIB, TIB),
          new Size(256 << 20),
          """
          Bytes of all versions kept in memory. When they are used up, the version unused for \
          longest goes.\
          """);

  static final Key<Size> DISK =
      key(
          "disk",
          new Sized(NOTHING, new Size(1024 * TIB.bytes())),
          new Size(16L << 30),
          """
          Bytes of all versions in unnamed files, clones included, so that a server of a large \
          tree does not fill the disk. They vanish with the process, however it ends.\
          """);

  static final Key<Integer> VERSIONS =
      key(
          "versions",
          new Whole(16, 1_000_000),
          4096,
          """
          Versions kept at once. Each may hold two file descriptors, and a process has a limit \
          of those (ulimit -n).\
          """);

  static final Key<Path> SPOOL =
      key(
          "spool",
          new PathKind(),
          Path.of("/var/tmp"),
          """
          The directory for unnamed files where the filesystem of the served directory can't \
          clone or takes none. Not /tmp, which is often memory.\
          """);

  static final Key<Duration> WRITER_HOLD =
      key(
          "writer-hold",
          new Lasting(Duration.ofMillis(1), WRITER_HOLD_MAX),
          Duration.ofSeconds(1),
          """
          The longest a program that opens a file to write it is made to wait while the file is \
          being read. Beyond it the server lets go and gives its own work up. At most 10s, well \
          below the 45s after which the kernel would end the wait (fs.lease-break-time).\
          """);

  static final Key<Duration> WRITER_WAIT =
      key(
          "writer-wait",
          new Lasting(Duration.ZERO, Duration.ofMinutes(1)),
          Duration.ofMillis(250),
          """
          How long a request of a file that somebody is writing, and of which no version is held, \
          waits for the writer to close it before it is answered 503 with Retry-After. Bounded, \
          because a writer may never close.\
          """);

  static final Section SECTION =
      new Section(
          "store",
          "Bounds of the versions that mode snapshot keeps.",
          List.of(MEMORY_FILE_MAX, MEMORY, DISK, VERSIONS, SPOOL, WRITER_HOLD, WRITER_WAIT));

  private StoreKeys() {}

  static StoreSettings settings(Values values) {
    return new StoreSettings(
        values.get(MEMORY_FILE_MAX),
        values.get(MEMORY),
        values.get(DISK),
        values.get(VERSIONS),
        values.get(SPOOL),
        values.get(WRITER_HOLD),
        values.get(WRITER_WAIT));
  }

  private static <T> Key<T> key(String name, Kind<T> kind, T defaultValue, String sentence) {
    return new Key<>("store", name, kind, defaultValue, sentence);
  }
}
