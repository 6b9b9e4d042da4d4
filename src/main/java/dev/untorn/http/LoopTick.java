package dev.untorn.http;

/**
 * The current turn of an event loop, with cached clocks: reading them a dozen times for each
 * request took 3 % of a small one's CPU time (perf). Used by that loop alone.
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

  /** Whether a turn is under way. Results found in a turn are not valid outside it. */
  boolean isRunning() {
    return running;
  }

  public long number() {
    return number;
  }

  public long nanos() {
    return running ? nanos : System.nanoTime();
  }

  public long millis() {
    return running ? millis : System.currentTimeMillis();
  }

  public long seconds() {
    return millis() / 1000;
  }
}
