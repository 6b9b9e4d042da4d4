package dev.untorn.client;

import java.util.concurrent.locks.LockSupport;

/** How fast a response is read. Called before each read from the socket; may block. */
@FunctionalInterface
public interface Pace {
  Pace FULL = receivedBytes -> Integer.MAX_VALUE;

  /** How often a paced response is read, unless that would be less than a byte each time. */
  int READS_PER_SECOND = 50;

  /** How many bytes the next read may take: at least 1. The received ones include the head. */
  int beforeRead(long receivedBytes);

  /** A constant average rate from now on. For one response. */
  static Pace steady(long bytesPerSecond) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException("bytes per second: " + bytesPerSecond);
    }
    long startNanos = System.nanoTime();
    int atOnceBytes = Math.clamp(bytesPerSecond / READS_PER_SECOND, 1, Integer.MAX_VALUE);
    return receivedBytes -> {
      long dueNanos = (long) (receivedBytes * 1e9 / bytesPerSecond);
      while (true) {
        long waitNanos = dueNanos - (System.nanoTime() - startNanos);
        if (waitNanos <= 0 || Thread.currentThread().isInterrupted()) {
          return atOnceBytes;
        }
        LockSupport.parkNanos(waitNanos);
      }
    };
  }
}
