package dev.untorn.bench.load;

/**
 * A load under way.
 *
 * @param seconds since it began to count
 * @param bytes of bodies
 */
public record Live(
    double seconds, long requests, long bytes, long p50Nanos, long p99Nanos, long errors) {}
