package dev.untorn.bench.run;

/**
 * A short time of a round.
 *
 * @param seconds from the begin of what was counted in the round to the end of this time
 * @param requestsPerSecond in this time
 * @param bytesPerSecond of bodies, likewise
 */
public record Tick(double seconds, double requestsPerSecond, double bytesPerSecond) {}
