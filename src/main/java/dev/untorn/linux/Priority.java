package dev.untorn.linux;

/** How soon a thread gets a processor. */
public final class Priority {
  private static final CFunction SETPRIORITY = CFunction.ofInt("setpriority");

  private static final int PRIO_PROCESS = 0;

  /** Enough to run before all that is not raised itself, for as long as it wants. */
  private static final int RAISED = -10;

  private Priority() {}

  /**
   * Lets the calling platform thread run before others (setpriority(2), which on Linux is of one
   * thread). Without CAP_SYS_NICE it stays as it is.
   */
  public static void raise() {
    var _ = SETPRIORITY.call(PRIO_PROCESS, 0, RAISED);
  }
}
