package dev.untorn.http;

/**
 * The present turn of an event loop. The clocks stand still in it: reading them a dozen times for
 * each request took 3 % of the samples of a small one (perf). Touched by that loop alone.
 */
public final class LoopTick {
  private boolean running;
  private long number;
  private long nanos;
  private long millis;

  public void begin() {
    running = true;
    number++;
    nanos = System.nanoTime();
    millis = System.currentTimeMillis();
  }

  public void end() {
    running = false;
  }

  /** Whether a turn is under way; between two, what is known of one says nothing. */
  boolean isRunning() {
    return running;
  }

  /** Tells turns apart. */
  public long number() {
    return number;
  }

  /** System.nanoTime. */
  public long nanos() {
    return running ? nanos : System.nanoTime();
  }

  /** Since the epoch. */
  long millis() {
    return running ? millis : System.currentTimeMillis();
  }

  /** Since the epoch. */
  public long seconds() {
    return millis() / 1000;
  }
}
