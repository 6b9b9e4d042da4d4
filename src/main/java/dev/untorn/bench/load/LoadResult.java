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
 * @param work the same, with fractions for responses in progress at the begin and the end: long
 *     ones would otherwise count in no round
 * @param bytes of bodies, parts included
 * @param statuses how often each came: of responses within the time, and of later ones with errors
 * @param unverified bodies that could be compared with neither a file nor another body of the same
 *     entity tag
 * @param latencyNanos from when a request was due, also of requests that timed out or were
 *     unanswered; not to be changed
 * @param latenessP99Nanos how late requests were sent though a connection was free; 0 in the closed
 *     model
 * @param idleEnded how many idle connections the server closed; they were reopened
 * @param busy of the generator's threads, 0 to 1
 * @param starved the largest share of the time that one of them waited for a processor; 0 to 1
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
  /** 0.1 %: more exact than two runs ever agree. */
  static final int LATENCY_DIGITS = 3;

  /** Adds another round; of shares of time and lateness the worse one counts. */
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
