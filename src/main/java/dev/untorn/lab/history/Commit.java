package dev.untorn.lab.history;

/**
 * One change of the file, as its writer saw it. Times are of {@link System#nanoTime}.
 *
 * @param state the file's new state, counted from 0, the state before the run
 * @param beginNanos before the first call
 * @param beginSeconds since the epoch, the same moment by the file's clock
 * @param openWaitNanos how long the open for writing took; 0 when none was needed
 * @param writtenNanos after the last byte, before the close
 * @param commitNanos after the last call: from here on everybody should see the new state
 * @param mtimeSeconds of the file then
 */
public record Commit(
    long state,
    long beginNanos,
    long beginSeconds,
    long openWaitNanos,
    long writtenNanos,
    long commitNanos,
    long mtimeSeconds) {}
