package dev.untorn.linux;

/** The scheduling priority of threads. */
public final class Priority {
  private static final CFunction SETPRIORITY = CFunction.ofInt("setpriority");

  private static final int PRIO_PROCESS = 0;

  /** Enough to run before all threads whose priority was not raised. */
  private static final int RAISED = -10;

  private Priority() {}

  /** Raises the calling thread (setpriority(2)). No effect without CAP_SYS_NICE. */
  public static void raise() {
    var _ = SETPRIORITY.call(PRIO_PROCESS, 0, RAISED);
  }
}
