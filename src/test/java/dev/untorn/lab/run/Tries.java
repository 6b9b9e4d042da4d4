package dev.untorn.lab.run;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Runs again, with other seeds, what shows something only if threads happen to meet: on a busy
 * machine a short run may see nothing.
 */
final class Tries {
  /** A hundred short runs and more; what is not seen in them is not there to be seen. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Tries() {}

  /** One run. */
  interface Run<T> {
    T with(long seed) throws InterruptedException;
  }

  /** The first result that tells, or the last when none did in time. */
  static <T> T until(Predicate<T> telling, Run<T> run) throws InterruptedException {
    return until(telling, any -> {}, run);
  }

  /**
   * As {@link #until(Predicate, Run)}.
   *
   * @param always what must hold of every run, of those too that are made again: a run that shows a
   *     fault must not be lost because it shows nothing else
   */
  static <T> T until(Predicate<T> telling, Consumer<T> always, Run<T> run)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long seed = 1;
    while (true) {
      T result = run.with(seed);
      always.accept(result);
      if (telling.test(result) || System.nanoTime() - deadline > 0) {
        return result;
      }
      seed++;
    }
  }
}
