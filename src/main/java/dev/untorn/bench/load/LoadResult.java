package dev.untorn.bench.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The figures of a load.
 *
 * @param requests with a good response
 * @param work the same, but responses under way at the begin and at the end count by their parts:
 *     long ones would otherwise count in none of several rounds
 * @param bytes of bodies, parts included
 * @param statuses of the responses within that time, and of bad ones, how often each came
 * @param errorCounts of the kinds that happened
 * @param unverified of the bodies that were to be verified, those that could be compared with
 *     neither a file nor another body of the same entity tag
 * @param latencyNanos from when a request was due, of those that timed out or were unanswered, too;
 *     not to be changed
 * @param latenessP99Nanos how late requests went out though a connection was free; 0 when closed
 * @param idleEnded how many idle connections the server ended; they were opened again
 * @param busy of the generator's threads, 0 to 1
 * @param starved how much of the time one of them waited for a processor, at worst; 0 to 1
 */
public record LoadResult(
    double seconds,
    long requests,
    double work,
    long bytes,
    SortedMap<Integer, Long> statuses,
    Map<RequestError, Long> errorCounts,
    long unverified,
    Histogram latencyNanos,
    long latenessP99Nanos,
    long idleEnded,
    double busy,
    double starved) {
  /** 0.1 %: more than any two runs agree to. */
  static final int LATENCY_DIGITS = 3;

  /** Adds the figures of another round; of shares of time, and of lateness, the worse counts. */
  public LoadResult plus(LoadResult that) {
    SortedMap<Integer, Long> allStatuses = new TreeMap<>(statuses);
    that.statuses.forEach((status, n) -> allStatuses.merge(status, n, Long::sum));
    Map<RequestError, Long> allErrors = new EnumMap<>(RequestError.class);
    allErrors.putAll(errorCounts);
    that.errorCounts.forEach((error, n) -> allErrors.merge(error, n, Long::sum));
    Histogram latencies = new Histogram(LATENCY_DIGITS);
    latencies.setAutoResize(true);
    latencies.add(latencyNanos);
    latencies.add(that.latencyNanos);
    return new LoadResult(
        seconds + that.seconds,
        requests + that.requests,
        work + that.work,
        bytes + that.bytes,
        allStatuses,
        allErrors,
        unverified + that.unverified,
        latencies,
        Math.max(latenessP99Nanos, that.latenessP99Nanos),
        idleEnded + that.idleEnded,
        Math.max(busy, that.busy),
        Math.max(starved, that.starved));
  }

  public long errors() {
    return errorCounts.values().stream().mapToLong(Long::longValue).sum();
  }
}
