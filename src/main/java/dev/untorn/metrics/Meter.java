package dev.untorn.metrics;

import static dev.untorn.metrics.Label.BODY;
import static dev.untorn.metrics.Label.BREAK_END;
import static dev.untorn.metrics.Label.CACHE_OUTCOME;
import static dev.untorn.metrics.Label.CACHE_PROOF;
import static dev.untorn.metrics.Label.ENDING;
import static dev.untorn.metrics.Label.FENCE;
import static dev.untorn.metrics.Label.FILL_END;
import static dev.untorn.metrics.Label.LEASE_REFUSAL;
import static dev.untorn.metrics.Label.METHOD;
import static dev.untorn.metrics.Label.MODE;
import static dev.untorn.metrics.Label.MODIFICATION_KIND;
import static dev.untorn.metrics.Label.MODIFICATION_PHASE;
import static dev.untorn.metrics.Label.OUTAGE;
import static dev.untorn.metrics.Label.PROOF;
import static dev.untorn.metrics.Label.SEAL_FAILURE;
import static dev.untorn.metrics.Label.SEAL_KIND;
import static dev.untorn.metrics.Label.STATUS;
import static dev.untorn.metrics.Label.VERSION;
import static dev.untorn.metrics.Meter.Kind.COUNTER;
import static dev.untorn.metrics.Meter.Kind.GAUGE;
import static dev.untorn.metrics.Meter.Kind.TIMER;
import static dev.untorn.metrics.Meter.Unit.BYTES;
import static dev.untorn.metrics.Meter.Unit.NONE;
import static dev.untorn.metrics.Meter.Unit.SECONDS;

import java.util.List;
import java.util.Locale;

/** All meters, also printed in the documentation. A constant's name is its meter's name. */
public enum Meter {
  REQUESTS(COUNTER, NONE, "Requests whose response ended, however it ended.", METHOD, STATUS),
  RESPONSE_TIME(
      TIMER, SECONDS, "From the end of a request's head to the end of its response.", MODE),
  RESPONSE_BYTES(COUNTER, BYTES, "Bytes of bodies handed to the kernel.", MODE, BODY),
  TRANSFERS(COUNTER, NONE, "Responses by how they ended.", MODE, ENDING),
  MODIFICATIONS(
      COUNTER,
      NONE,
      "Files changed by the time they were sent; harmless in snapshot mode, which sends a copy.",
      MODE,
      MODIFICATION_KIND,
      MODIFICATION_PHASE),
  UNAVAILABLE(
      COUNTER,
      NONE,
      "Requests that could not be answered now: 503, and a proxy's own 502 and 504.",
      Label.UNAVAILABLE),
  SEAL(TIMER, SECONDS, "Private copies made of a version.", SEAL_KIND, PROOF),
  SEALED_BYTES(COUNTER, BYTES, "Bytes of the versions sealed.", SEAL_KIND, PROOF),
  SEALS_BROKEN(
      COUNTER, NONE, "Private copies given up before they were complete.", SEAL_KIND, SEAL_FAILURE),
  LEASE_REFUSALS(COUNTER, NONE, "Read leases the kernel refused.", LEASE_REFUSAL),
  WRITER_WAIT(TIMER, SECONDS, "How long writers waited in their open for a lease to end, at most."),
  LEASE_BREAKS(
      COUNTER,
      NONE,
      "Writers that came while a live file was leased, by what became of its version.",
      BREAK_END),
  BREAK_COPIED_BYTES(COUNTER, BYTES, "Bytes of live files copied because a writer came."),
  PROMOTED_BYTES(
      COUNTER,
      BYTES,
      "Bytes of live files copied before a writer came: one often does, or many clients of this"
          + " host ask."),
  FENCES(
      COUNTER,
      NONE,
      "Responses from live files under a lease, by whether they could be completed.",
      FENCE),
  STAND_IN_AGE(
      TIMER, SECONDS, "For how long last committed versions had stood in when they were sent."),
  STORE_LEASES(GAUGE, NONE, "Leases held on files."),
  STORE_PINNED(GAUGE, BYTES, "Bytes of replaced versions kept for clients that resume."),
  STORE_VERSIONS(GAUGE, NONE, "Versions in the store."),
  STORE_MEMORY(GAUGE, BYTES, "Bytes of versions in memory, in memfds too."),
  STORE_DISK(GAUGE, BYTES, "Bytes of versions in unnamed files and clones."),
  STORE_HOLDS(GAUGE, NONE, "Holds of responses on versions."),
  STORE_EVICTIONS(COUNTER, NONE, "Versions dropped to make room for others."),
  CACHE_REQUESTS(
      COUNTER,
      NONE,
      "Requests that a proxy answered, by what its cache did and what proves the answer.",
      CACHE_OUTCOME,
      CACHE_PROOF),
  FILLS(
      COUNTER,
      NONE,
      "Fetches into a proxy's cache by how they ended; digested, pinned and framed are the proofs"
          + " of those that were stored.",
      FILL_END),
  FILLS_RESUMED(COUNTER, NONE, "Fetches into the cache that went on where another broke off."),
  RANGES_FETCHED(
      COUNTER, NONE, "Ranges of objects that a proxy's origin was asked for besides others."),
  FETCHED_BYTES(COUNTER, BYTES, "Bytes of bodies that came from a proxy's origin."),
  STORED_BYTES(COUNTER, BYTES, "Bytes of objects stored in a proxy's cache."),
  UPSTREAM_FAILURES(
      COUNTER, NONE, "Requests to a proxy's origin without a whole response.", OUTAGE),
  CACHE_OBJECTS(GAUGE, NONE, "Objects in a proxy's cache, as far as counted since the start."),
  CACHE_DISK(GAUGE, BYTES, "Bytes of the files of a proxy's cache, in whole blocks."),
  CACHE_EVICTIONS(COUNTER, NONE, "Objects removed from a proxy's cache to make room for others."),
  CONNECTIONS_OPEN(GAUGE, NONE, "Connections open now."),
  CONNECTIONS_ACCEPTED(COUNTER, NONE, "Connections accepted."),
  CONNECTIONS_REFUSED(COUNTER, NONE, "Connections closed at once, over the bound."),
  LOOP_DELAY(
      TIMER,
      SECONDS,
      "How late event loops ran a task that was due: what every request on them waits as well."),
  LOOP_OVERDUE(
      GAUGE,
      SECONDS,
      "How long the slowest event loop has not answered now; near 0 unless one is stuck."),
  ACCESS_LOG_LOST(
      COUNTER, NONE, "Lines of the access log lost: the log's device was too slow, or failed."),
  BUILD_INFO(GAUGE, NONE, "Always 1; its label says what runs.", VERSION);

  enum Kind {
    /** Only ever grows; {@code _total}. */
    COUNTER,
    /** Count, sum, and the maximum of the last two minutes. */
    TIMER,
    /** A current value. */
    GAUGE
  }

  enum Unit {
    NONE,
    BYTES,
    SECONDS
  }

  private final Kind kind;
  private final Unit unit;
  private final String sentence;

  @SuppressWarnings("ImmutableEnumChecker") // of constants, made by List.of
  private final List<Label> labels;

  Meter(Kind kind, Unit unit, String sentence, Label... labels) {
    this.kind = kind;
    this.unit = unit;
    this.sentence = sentence;
    this.labels = List.of(labels);
  }

  Kind kind() {
    return kind;
  }

  /** The name with dots, from which Prometheus' name is made. */
  String base() {
    return "untorn." + name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** Seconds, bytes, or empty for a plain number. */
  String unit() {
    return unit == Unit.NONE ? "" : unit.name().toLowerCase(Locale.ROOT);
  }

  String sentence() {
    return sentence;
  }

  List<Label> labels() {
    return labels;
  }
}
