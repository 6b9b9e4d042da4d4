package dev.untorn.config.key;

import dev.untorn.config.LimitSettings;
import dev.untorn.config.Size;
import dev.untorn.config.key.ValueTypes.DurationType;
import dev.untorn.config.key.ValueTypes.Sized;
import dev.untorn.config.key.ValueTypes.Whole;
import java.time.Duration;
import java.util.List;

/** Section {@code limits}. */
public final class LimitKeys {
  private static final Size NOTHING = new Size(0);
  private static final Size KIB = new Size(1 << 10);
  private static final Size MIB = new Size(1 << 20);
  private static final Size GIB = new Size(1 << 30);
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration HOUR = Duration.ofHours(1);

  static final Key<Integer> CONNECTIONS =
      key(
          "connections",
          new Whole(1, 1_000_000),
          20_000,
          """
          Connections open at once; one more is closed at once. Each takes a descriptor (ulimit \
          -n) and 6KiB of memory or more, and clients can open them for nothing. Where the process \
          may use little memory (cgroup), there are fewer: in half of what Java leaves.\
          """);

  public static final Key<Size> HEADER_MAX =
      key(
          "header-max",
          new Sized(KIB, MIB),
          new Size(16 << 10),
          """
          Bytes of a request's header lines; more is answered 431. They are held in memory \
          before anything is known about the client. At least 512 bytes more than target-max, for \
          the target is among them.\
          """);

  public static final Key<Size> TARGET_MAX =
      key(
          "target-max",
          new Sized(new Size(256), new Size(64 << 10)),
          new Size(8 << 10),
          """
          Bytes of a request's target; more is answered 414. RFC 9110 (4.1) asks for at least 8000; \
          a path can't be longer than 4096 bytes, or 12288 when each is percent-encoded.\
          """);

  static final Key<Duration> HEADER_TIMEOUT =
      key(
          "header-timeout",
          new DurationType(SHORTEST, HOUR),
          Duration.ofSeconds(10),
          """
          Time for a request's head, from its first byte (for the first request, from the \
          connection) to its end; then 408. Against clients that send a byte now and then to hold \
          connections.\
          """);

  static final Key<Duration> IDLE_TIMEOUT =
      key(
          "idle-timeout",
          new DurationType(SHORTEST, Duration.ofHours(24)),
          Duration.ofSeconds(75),
          """
          Time a connection may wait for its next request. Longer than the usual 60s of proxies \
          in front, so that they close first and never send into a closing connection.\
          """);

  static final Key<Size> SEND_RATE_MIN =
      key(
          "send-rate-min",
          new Sized(NOTHING, GIB),
          KIB,
          """
          Bytes a second that a client must take, or its connection is cut; 0 lets it be as slow \
          as it likes. What it has not acknowledged it has not taken. A client that never reads \
          would hold a version, memory and a descriptor for ever.\
          """);

  static final Key<Duration> SEND_GRACE =
      key(
          "send-grace",
          new DurationType(SHORTEST, HOUR),
          Duration.ofSeconds(30),
          """
          The time over which send-rate-min is averaged, so that a train in a tunnel costs no \
          download. A client that stops is cut after it, or up to a sixteenth later.\
          """);

  static final Key<Size> BODY_MAX =
      key(
          "body-max",
          new Sized(NOTHING, GIB),
          new Size(64 << 10),
          """
          Bytes of a request's body that are read and thrown away to keep its connection. A file \
          server needs no bodies; with more, and with any body of a method that is not served, the \
          answer closes the connection.\
          """);

  static final Key<Size> PIPELINED =
      key(
          "pipelined",
          new Sized(KIB, new Size(16 * MIB.bytes())),
          new Size(64 << 10),
          """
          Bytes of further requests read ahead while one is answered. Then reading stops, and \
          the client's own buffer fills in place of this server's memory.\
          """);

  static final Key<Integer> RANGES_MAX =
      key(
          "ranges-max",
          new Whole(1, 8_192),
          1_024,
          """
          Parts of one answer; with more the whole file is sent, as RFC 9110 (14.2) allows. Counted \
          after ranges that overlap, touch or nearly do were merged, so that no byte is sent twice. \
          Programs that mend a file, such as zsync and zchunk, ask for hundreds at once; header-max \
          bounds how many fit into a request.\
          """);

  static final Key<Integer> WORKERS =
      key(
          "workers",
          new Whole(1, 1_024),
          8,
          """
          Threads that open, copy and read files, so that an event loop never waits for a disk. \
          As many as the disk takes requests in parallel.\
          """);

  static final Key<Integer> WORKER_QUEUE =
      key(
          "worker-queue",
          new Whole(1, 1_000_000),
          10_000,
          """
          Tasks that may wait for a worker; beyond it requests are answered 503 at once, sooner \
          than all of them late.\
          """);

  static final Key<Duration> SHUTDOWN =
      key(
          "shutdown",
          new DurationType(Duration.ZERO, HOUR),
          Duration.ofSeconds(10),
          """
          Time for transfers under way after SIGTERM; then they are cut. A response that was \
          handed out by reference is under way until its client has acknowledged it. Keep it \
          below the time after which a supervisor kills: 10s with docker stop, 30s with \
          Kubernetes, 90s with systemd.\
          """);

  static final Section SECTION =
      new Section(
          "limits",
          "Bounds against slow, greedy and broken clients.",
          List.of(
              CONNECTIONS,
              HEADER_MAX,
              TARGET_MAX,
              HEADER_TIMEOUT,
              IDLE_TIMEOUT,
              SEND_RATE_MIN,
              SEND_GRACE,
              BODY_MAX,
              PIPELINED,
              RANGES_MAX,
              WORKERS,
              WORKER_QUEUE,
              SHUTDOWN));

  private LimitKeys() {}

  public static LimitSettings settings(Values values) {
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

  private static <T> Key<T> key(
      String name, ValueType<T> valueType, T defaultValue, String sentence) {
    return new Key<>("limits", name, valueType, defaultValue, sentence);
  }
}
