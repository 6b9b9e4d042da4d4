package dev.untorn.bench.load;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The counters of one thread. */
final class LoadStats {
  private final Histogram latencyNanos = new Histogram(LoadResult.LATENCY_DIGITS);
  private final Histogram latenessNanos = new Histogram(LoadResult.LATENCY_DIGITS);
  private final Map<RequestError, Long> errorCounts = new EnumMap<>(RequestError.class);

  /** How often each status came; statuses have three digits. */
  private final long[] statuses = new long[1_000];

  private long unverified;
  private long requests;
  private long bytes;
  private double partialRequests;

  LoadStats() {
    latencyNanos.setAutoResize(true);
    latenessNanos.setAutoResize(true);
  }

  void reset() {
    latencyNanos.reset();
    latenessNanos.reset();
    errorCounts.clear();
    Arrays.fill(statuses, 0);
    unverified = 0;
    requests = 0;
    bytes = 0;
    partialRequests = 0;
  }

  void came(int status) {
    statuses[status]++;
  }

  void answered(long nanos, long bodyBytes) {
    waited(nanos);
    requests++;
    bytes += bodyBytes;
  }

  /**
   * Counts a latency, also of a request that was answered late or never: percentiles without the
   * slowest requests would be too good.
   */
  void waited(long nanos) {
    latencyNanos.recordValue(Math.max(0, nanos));
  }

  /** Counts a part of a response; negative: a part received before counting began. */
  void partial(double requestParts, long bodyBytes) {
    partialRequests += requestParts;
    bytes += bodyBytes;
  }

  void failed(RequestError error) {
    errorCounts.merge(error, 1L, Long::sum);
  }

  /** Counts a body that cannot be compared with anything. */
  void unverified() {
    unverified++;
  }

  /** Counts how late a request was sent although a connection was free. */
  void late(long nanos) {
    latenessNanos.recordValue(Math.max(0, nanos));
  }

  void add(LoadStats other) {
    latencyNanos.add(other.latencyNanos);
    latenessNanos.add(other.latenessNanos);
    other.errorCounts.forEach((error, count) -> errorCounts.merge(error, count, Long::sum));
    for (int status = 0; status < statuses.length; status++) {
      statuses[status] += other.statuses[status];
    }
    unverified += other.unverified;
    requests += other.requests;
    bytes += other.bytes;
    partialRequests += other.partialRequests;
  }

  /** The figures so far, a view of this object. */
  LoadResult result(double seconds, long idleEnded, double busy, double starved) {
    SortedMap<Integer, Long> came = new TreeMap<>();
    for (int status = 0; status < statuses.length; status++) {
      if (statuses[status] > 0) {
        came.put(status, statuses[status]);
      }
    }
    return new LoadResult(
        seconds,
        requests,
        Math.max(0, requests + partialRequests),
        bytes,
        came,
        errorCounts,
        unverified,
        latencyNanos,
        latenessNanos.getValueAtPercentile(99),
        idleEnded,
        busy,
        starved);
  }
}
