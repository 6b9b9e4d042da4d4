package dev.untorn.bench.load;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What happened since the last reset. For one thread, until it is given away. */
final class Tally {
  /** 0.1 %: more than any two runs agree to. */
  private static final int DIGITS = 3;

  private final Histogram latencyNanos = new Histogram(DIGITS);
  private final Histogram latenessNanos = new Histogram(DIGITS);
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);

  /** How often each came; a status has three digits. */
  private final long[] statuses = new long[1_000];

  private long unverified;
  private long requests;
  private long bytes;
  private double partialRequests;

  Tally() {
    latencyNanos.setAutoResize(true);
    latenessNanos.setAutoResize(true);
  }

  void reset() {
    latencyNanos.reset();
    latenessNanos.reset();
    faults.clear();
    Arrays.fill(statuses, 0);
    unverified = 0;
    requests = 0;
    bytes = 0;
    partialRequests = 0;
  }

  /** A response came, good or not. */
  void came(int status) {
    statuses[status]++;
  }

  /** A good response with a body of that many bytes. */
  void answered(long nanos, long bodyBytes) {
    latencyNanos.recordValue(Math.max(0, nanos));
    requests++;
    bytes += bodyBytes;
  }

  /** The latency of a request that is no part of what was answered in time. */
  void waited(long nanos) {
    latencyNanos.recordValue(Math.max(0, nanos));
  }

  /** A part of a response, or less one that came before it counted. */
  void partial(double requestParts, long bodyBytes) {
    partialRequests += requestParts;
    bytes += bodyBytes;
  }

  /**
   * A request that has waited for that long in vain. Its wait is a latency: percentiles without the
   * slowest requests would flatter.
   */
  void waitedInVain(Fault fault, long nanos) {
    waited(nanos);
    failed(fault);
  }

  void failed(Fault fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  /** A body was to be verified, and there is nothing to compare it with. */
  void unverified() {
    unverified++;
  }

  /** How late a request went out that no server kept waiting. */
  void late(long nanos) {
    latenessNanos.recordValue(Math.max(0, nanos));
  }

  void add(Tally other) {
    latencyNanos.add(other.latencyNanos);
    latenessNanos.add(other.latenessNanos);
    other.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    for (int status = 0; status < statuses.length; status++) {
      statuses[status] += other.statuses[status];
    }
    unverified += other.unverified;
    requests += other.requests;
    bytes += other.bytes;
    partialRequests += other.partialRequests;
  }

  /** Of answered requests from when they were due, and of unanswered ones so far. */
  Histogram latencyNanos() {
    return latencyNanos;
  }

  Histogram latenessNanos() {
    return latenessNanos;
  }

  /** Those that happened; not to be changed. */
  Map<Fault, Long> faults() {
    return faults;
  }

  /** Responses by their status; those that came. */
  SortedMap<Integer, Long> statuses() {
    SortedMap<Integer, Long> all = new TreeMap<>();
    for (int status = 0; status < statuses.length; status++) {
      if (statuses[status] > 0) {
        all.put(status, statuses[status]);
      }
    }
    return all;
  }

  /** Bodies that were to be verified, and could be compared with nothing. */
  long unverifiedBodies() {
    return unverified;
  }

  /** Good ones. */
  long requests() {
    return requests;
  }

  /** Those answered, and those under way at the begin and the end by their parts. */
  double work() {
    return Math.max(0, requests + partialRequests);
  }

  /** Of bodies. */
  long bytes() {
    return bytes;
  }
}
