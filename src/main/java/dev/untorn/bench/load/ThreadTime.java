package dev.untorn.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the time of a thread went (Linux, Documentation/scheduler/sched-stats.rst).
 *
 * @param waitedNanos ready to run, but without a processor
 */
record ThreadTime(long ranNanos, long waitedNanos) {
  private static final Path SELF = Path.of("/proc/thread-self/schedstat");

  /** The time of the calling thread; 0 if the kernel does not count it. */
  static ThreadTime here() {
    try {
      String[] words = Files.readString(SELF).strip().split(" ", -1);
      return new ThreadTime(Long.parseLong(words[0]), Long.parseLong(words[1]));
    } catch (IOException e) {
      return new ThreadTime(0, 0);
    }
  }

  ThreadTime since(ThreadTime before) {
    return new ThreadTime(ranNanos - before.ranNanos, waitedNanos - before.waitedNanos);
  }
}
