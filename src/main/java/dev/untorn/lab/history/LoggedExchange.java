package dev.untorn.lab.history;

/**
 * What a server says of one exchange.
 *
 * @param serial of the request
 * @param endNanos when the server was done with it, a {@link System#nanoTime}; at most a
 *     millisecond before the truth
 * @param noticed whether it saw the file change
 * @param provenLevel the level of the ladder that it says it proved for this response; 0 for none
 */
public record LoggedExchange(long serial, long endNanos, boolean noticed, int provenLevel) {}
