package dev.untorn.lab.history;

/**
 * What a server says of one exchange.
 *
 * @param serial of the request
 * @param endNanos when the server was done with it, a {@link System#nanoTime}; at most a
 *     millisecond before the truth
 * @param noticed whether it saw the file change
 */
public record Account(long serial, long endNanos, boolean noticed) {}
