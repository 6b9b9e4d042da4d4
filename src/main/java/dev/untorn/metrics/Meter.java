package dev.untorn.metrics;

import static dev.untorn.metrics.Meter.Kind.COUNTER;
import static dev.untorn.metrics.Meter.Kind.GAUGE;
import static dev.untorn.metrics.Meter.Kind.TIMER;

import java.util.List;

/** Everything Untorn counts: the whole vocabulary, also printed in the documentation. */
public enum Meter {
  REQUESTS(
      COUNTER,
      "untorn.requests",
      "",
      "Requests whose response ended, however it ended.",
      Label.METHOD,
      Label.STATUS),
  RESPONSE_TIME(
      TIMER,
      "untorn.response.time",
      "seconds",
      "From the end of a request's head to the end of its response.",
      Label.MODE),
  RESPONSE_BYTES(
      COUNTER,
      "untorn.response.bytes",
      "bytes",
      "Bytes of bodies handed to the kernel.",
      Label.MODE,
      Label.BODY),
  TRANSFERS(
      COUNTER, "untorn.transfers", "", "Responses by how they ended.", Label.MODE, Label.ENDING),
  MODIFICATIONS(
      COUNTER,
      "untorn.modifications",
      "",
      "Files changed by the time they were sent; harmless in snapshot mode, which sends a copy.",
      Label.MODE,
      Label.MODIFICATION_KIND,
      Label.MODIFICATION_PHASE),
  UNAVAILABLE(
      COUNTER,
      "untorn.unavailable",
      "",
      "Answers 503 for files of which no version could be had.",
      Label.UNAVAILABLE),

  SEAL(
      TIMER,
      "untorn.seal",
      "seconds",
      "Private copies made of a version.",
      Label.SEAL_KIND,
      Label.PROOF),
  SEALED_BYTES(
      COUNTER,
      "untorn.sealed.bytes",
      "bytes",
      "Bytes of the versions sealed.",
      Label.SEAL_KIND,
      Label.PROOF),
  SEALS_BROKEN(
      COUNTER,
      "untorn.seals.broken",
      "",
      "Private copies given up before they were complete.",
      Label.SEAL_KIND,
      Label.SEAL_FAILURE),
  LEASE_REFUSALS(
      COUNTER, "untorn.lease.refusals", "", "Read leases the kernel refused.", Label.LEASE_REFUSAL),
  WRITER_WAIT(
      TIMER,
      "untorn.writer.wait",
      "seconds",
      "How long writers waited in their open for a lease to end, at most."),

  LEASE_BREAKS(
      COUNTER,
      "untorn.lease.breaks",
      "",
      "Writers that came while a live file was leased, by what became of its version.",
      Label.BREAK_END),
  BREAK_COPIED_BYTES(
      COUNTER,
      "untorn.break.copied.bytes",
      "bytes",
      "Bytes of live files copied because a writer came."),
  PROMOTED_BYTES(
      COUNTER,
      "untorn.promoted.bytes",
      "bytes",
      "Bytes of live files copied before a writer came: one often does, or many clients of this"
          + " host ask."),
  FENCES(
      COUNTER,
      "untorn.fences",
      "",
      "Responses from live files under a lease, by whether they could be completed.",
      Label.FENCE),
  STAND_IN_AGE(
      TIMER,
      "untorn.stand.in.age",
      "seconds",
      "For how long last committed versions had stood in when they were sent."),

  STORE_LEASES(GAUGE, "untorn.store.leases", "", "Leases held on files."),
  STORE_PINNED(
      GAUGE,
      "untorn.store.pinned",
      "bytes",
      "Bytes of replaced versions kept for clients that resume."),
  STORE_VERSIONS(GAUGE, "untorn.store.versions", "", "Versions in the store."),
  STORE_MEMORY(
      GAUGE, "untorn.store.memory", "bytes", "Bytes of versions in memory, in memfds too."),
  STORE_DISK(GAUGE, "untorn.store.disk", "bytes", "Bytes of versions in unnamed files and clones."),
  STORE_HOLDS(GAUGE, "untorn.store.holds", "", "Holds of responses on versions."),
  STORE_EVICTIONS(
      COUNTER, "untorn.store.evictions", "", "Versions dropped to make room for others."),

  CONNECTIONS_OPEN(GAUGE, "untorn.connections.open", "", "Connections open now."),
  CONNECTIONS_ACCEPTED(COUNTER, "untorn.connections.accepted", "", "Connections accepted."),
  CONNECTIONS_REFUSED(
      COUNTER, "untorn.connections.refused", "", "Connections closed at once, over the bound."),

  LOOP_DELAY(
      TIMER,
      "untorn.loop.delay",
      "seconds",
      "How late event loops ran a task that was due: what every request on them waits as well."),
  LOOP_OVERDUE(
      GAUGE,
      "untorn.loop.overdue",
      "seconds",
      "How long the slowest event loop has not answered now; near 0 unless one is stuck."),
  ACCESS_LOG_LOST(
      COUNTER,
      "untorn.access.log.lost",
      "",
      "Lines of the access log lost: the log's device was too slow, or failed."),
  BUILD(GAUGE, "untorn.build.info", "", "Always 1; its label says what runs.", Label.VERSION);

  /** What Prometheus makes of a meter. */
  public enum Kind {
    /** Only ever grows; {@code _total}. */
    COUNTER,
    /** How many, how long together, and the longest of the last two minutes. */
    TIMER,
    /** A value of now. */
    GAUGE
  }

  private final Kind kind;
  private final String base;
  private final String unit;
  private final String sentence;

  @SuppressWarnings("ImmutableEnumChecker") // of constants, made by List.of
  private final List<Label> labels;

  Meter(Kind kind, String base, String unit, String sentence, Label... labels) {
    this.kind = kind;
    this.base = base;
    this.unit = unit;
    this.sentence = sentence;
    this.labels = List.of(labels);
  }

  /** What Prometheus makes of it. */
  public Kind kind() {
    return kind;
  }

  /** The name with dots, from which Prometheus' name is made. */
  public String base() {
    return base;
  }

  /** Seconds, bytes, or empty for a plain number. */
  public String unit() {
    return unit;
  }

  /** For people. */
  public String sentence() {
    return sentence;
  }

  /** What it is divided by. */
  public List<Label> labels() {
    return labels;
  }
}
