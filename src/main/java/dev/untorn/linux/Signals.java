package dev.untorn.linux;

/** Signal dispositions of the whole process. */
public final class Signals {
  private Signals() {}

  /**
   * Ignores SIGIO, whose default action would end the process when a lease breaks. To be called
   * once at start, before the first lease.
   */
  public static void ignoreSigio() {
    if (Libc.signal(Abi.SIGIO, Abi.SIG_IGN) < 0) {
      throw new IllegalStateException("SIGIO cannot be ignored");
    }
  }
}
