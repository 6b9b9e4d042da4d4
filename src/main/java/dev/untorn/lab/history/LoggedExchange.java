package dev.untorn.lab.history;

/**
 * What a server logged about one exchange.
 *
 * @param endNanos when the server was done with it ({@link System#nanoTime}), at most a millisecond
 *     early
 * @param noticed whether it saw the file change
 * @param provenLevel the level of the ladder that it claims for this response; 0 for none
 */
public record LoggedExchange(long serial, long endNanos, boolean noticed, int provenLevel) {}
