package dev.untorn.testing;

import org.junit.jupiter.api.Assumptions;

/** Skips tests that this machine cannot run, and says so. */
public final class Skip {
  private Skip() {}

  /** Skips the running test, with its reason printed, unless a condition holds. */
  public static void unless(boolean condition, String reason) {
    if (!condition) {
      System.out.println("skipped: " + reason); // console
    }
    Assumptions.assumeTrue(condition, reason);
  }
}
