package dev.untorn.linux;

import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import java.nio.file.Path;

/**
 * A process of its own, to be killed by SIGIO or not. Says "ready" on each line when something may
 * be done to it, and ends with 0 if it is still there to do so.
 */
final class SignalChild {
  static final int BREAKS = 3;

  private SignalChild() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "leases" -> leases(Path.of(args[1]));
      case "ignoring" -> {
        Signals.ignoreSigio();
        await();
      }
      case "defenceless" -> await();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Lets leases be broken, each taken on the descriptor whose last one was released. */
  private static void leases(Path path) {
    try (LinuxFile file = Fixture.open(path.resolveSibling(""), path.getFileName().toString())) {
      for (int i = 0; i < BREAKS; i++) {
        Lease lease = take(file);
        ready();
        Fixture.await("the break", () -> !lease.stands());
        lease.release();
      }
    }
  }

  private static Lease take(LinuxFile file) {
    while (true) {
      if (Lease.tryTake(file) instanceof Lease.Attempt.Granted(Lease lease)) {
        return lease;
      }
      Thread.onSpinWait();
    }
  }

  private static void await() throws Exception {
    ready();
    if (System.in.read() != '\n') {
      throw new IllegalStateException("no line");
    }
  }

  private static void ready() {
    System.out.println("ready"); // console
  }
}
