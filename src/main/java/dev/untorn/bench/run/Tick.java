package dev.untorn.bench.run;

/**
 * A short interval of a round.
 *
 * @param seconds from the begin of counting to the end of the interval
 * @param bytesPerSecond of bodies
 */
public record Tick(double seconds, double requestsPerSecond, double bytesPerSecond) {
  /** Counts since the begin. */
  record Sums(double seconds, double work, long bytes) {
    Tick since(Sums before) {
      double time = seconds - before.seconds;
      return new Tick(seconds, (work - before.work) / time, (bytes - before.bytes) / time);
    }
  }
}
