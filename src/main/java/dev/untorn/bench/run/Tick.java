package dev.untorn.bench.run;

/**
 * A short time of a round.
 *
 * @param seconds from the begin of what was counted in the round to the end of this time
 * @param requestsPerSecond in this time
 * @param bytesPerSecond of bodies, in this time
 */
public record Tick(double seconds, double requestsPerSecond, double bytesPerSecond) {
  /** What there was from the begin until a moment. */
  record Sums(double seconds, double work, long bytes) {
    Tick since(Sums before) {
      double time = seconds - before.seconds;
      return new Tick(seconds, (work - before.work) / time, (bytes - before.bytes) / time);
    }
  }
}
