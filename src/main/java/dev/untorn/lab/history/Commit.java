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
 * @param stampedNanos its ctime as a {@link System#nanoTime}: when the change became visible in the
 *     file's stamp, at most a tick of the kernel's clock before the truth
 */
public record Commit(
    long state,
    long beginNanos,
    long beginSeconds,
    long openWaitNanos,
    long writtenNanos,
    long commitNanos,
    long mtimeSeconds,
    long stampedNanos,
    Effect effect) {
  /** What happens to the inode that readers may have open. */
  public enum Effect {
    /** It is changed. */
    IN_PLACE,
    /** Nothing; another one takes its name, and is written under it. */
    NEW_FILE,
    /** Nothing; another one, complete, takes its name. */
    RENAMED_OVER
  }
}
