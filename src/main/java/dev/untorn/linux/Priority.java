package dev.untorn.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.invoke.MethodHandle;

/** How soon a thread gets a processor. */
public final class Priority {
  private static final MethodHandle SETPRIORITY =
      Downcalls.function("setpriority", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);

  private static final int PRIO_PROCESS = 0;

  /** Enough to run before all that is not raised itself, for as long as it wants. */
  private static final int RAISED = -10;

  private Priority() {}

  /**
   * Lets the calling platform thread run before others (setpriority(2), which on Linux is of one
   * thread). Without CAP_SYS_NICE it stays as it is.
   */
  public static void raise() {
    try {
      var _ = (int) SETPRIORITY.invokeExact(Downcalls.state(), PRIO_PROCESS, 0, RAISED);
    } catch (Throwable t) {
      throw Downcalls.broken(t);
    }
  }
}
