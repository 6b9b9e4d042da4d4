package dev.untorn.linux;

import java.lang.reflect.Proxy;

public final class Signals {
  private static final CFunction SIGNAL = CFunction.ofLong("signal");
  private static final int SIGIO = 29;
  private static final long SIG_IGN = 1;

  private Signals() {}

  /** Ignores SIGIO, which would end the process when a lease breaks. Call it before the first. */
  public static void ignoreSigio() {
    ignore(SIGIO);
  }

  public static void ignore(int signal) {
    if (SIGNAL.call(signal, SIG_IGN) < 0) {
      throw new IllegalStateException("signal " + signal + " cannot be ignored");
    }
  }

  /**
   * Has a signal run an action on a thread of the JVM. SIGHUP stays ignored if it was ignored at
   * the start, as by nohup(1). {@code sun.misc.Signal} is Java's only way; it is called by
   * reflection, because the compiler's warning cannot be suppressed.
   *
   * @param name without SIG
   */
  public static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object runs =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, _, _) -> {
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), runs);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("SIG" + name + " cannot be handled", e);
    }
  }
}
