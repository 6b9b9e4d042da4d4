package dev.untorn.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Room on a disk. */
public final class Space {
  private static final MethodHandle FALLOCATE =
      Downcalls.function("fallocate", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);

  private static final MethodHandle FTRUNCATE =
      Downcalls.function("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);

  private Space() {}

  /** Sets the size of a file that this process made (ftruncate(2)); a larger one has a hole. */
  public static void resize(LinuxFile file, long sizeBytes) throws KernelException {
    int result;
    try {
      MemorySegment state = Downcalls.state();
      result = Downcalls.outcome(state, (int) FTRUNCATE.invokeExact(state, file.fd(), sizeBytes));
    } catch (Throwable t) {
      throw Downcalls.broken(t);
    }
    if (result < 0) {
      throw new KernelException("ftruncate", result);
    }
  }

  /**
   * Reserves blocks from the start of a file and sets its size (fallocate(2)), so that a copy that
   * cannot be completed is known before it is begun.
   *
   * @return false where there is no room; true also where the filesystem cannot reserve
   */
  public static boolean reserve(LinuxFile file, long sizeBytes) {
    try {
      MemorySegment state = Downcalls.state();
      int result =
          Downcalls.outcome(state, (int) FALLOCATE.invokeExact(state, file.fd(), 0, 0L, sizeBytes));
      return result >= 0 || !Errno.ofResult(result).isExhaustion();
    } catch (Throwable t) {
      throw Downcalls.broken(t);
    }
  }
}
