package dev.untorn.bench.load;

import org.HdrHistogram.Histogram;

/**
 * A load under way.
 *
 * @param seconds since it began to count
 * @param work requests answered, those under way by their parts
 * @param bytes of bodies
 */
public record Live(double seconds, double work, long bytes, Histogram latencyNanos, long errors) {}
