package dev.untorn.lab.upstream;

/**
 * One version of an object.
 *
 * @param sinceNanos when it became the current one ({@link System#nanoTime})
 * @param modifiedSeconds the same moment by the calendar, its Last-Modified
 */
public record ObjectVersion(long number, long lengthBytes, long sinceNanos, long modifiedSeconds) {}
