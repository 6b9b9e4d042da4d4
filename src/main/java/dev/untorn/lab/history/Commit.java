package dev.untorn.lab.history;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * One change of the file, as its writer saw it. Times are {@link System#nanoTime}.
 *
 * @param state the new state; 0 is the state before the run
 * @param beginNanos before the first call
 * @param beginSeconds the same moment by the file's clock, since the epoch
 * @param openWaitNanos duration of the open for writing; 0 without one
 * @param writtenNanos after the last byte, before the close
 * @param commitNanos after the last call: from here on everybody should see the new state
 * @param mtimeSeconds of the file then
 * @param stampedNanos its ctime, when the change became visible in the file's stamp; at most a tick
 *     of the kernel's clock early
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
  /** What the change does to the inode that readers may have open. */
  public enum Effect {
    IN_PLACE,
    /** Nothing; a new inode takes its name and is written under it. */
    NEW_FILE,
    /** Nothing; a complete inode takes its name. */
    RENAMED_OVER
  }

  /** Converts a file or log time; accurate to a few microseconds while nobody sets the clock. */
  public static long nanoTimeOf(long nanosSinceEpoch) {
    Instant now = Instant.now();
    long nowNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    return System.nanoTime() - (nowNanos - nanosSinceEpoch);
  }
}
