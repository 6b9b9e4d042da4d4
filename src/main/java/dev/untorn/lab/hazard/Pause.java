package dev.untorn.lab.hazard;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Waiting between two looks. */
final class Pause {
  private Pause() {}

  static void nanos(long nanos) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
