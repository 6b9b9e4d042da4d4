package dev.untorn.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;

/**
 * A function of the C library. The only class with restricted methods. Each thread captures errno
 * in its own memory.
 *
 * <p>Every function is called with six machine words and returns one: Java links each other
 * signature anew at run time, which takes some 7 ms at the start. Linux passes the first six
 * integers and pointers in registers, to variadic functions too. A callee reads as many of them,
 * and as many bits of each, as it declares; the other bits of its result are undefined (System V
 * ABI for AMD64, 3.2.3; AAPCS64, 6.8.2). So a function may return an int or a long, and take no
 * floating point and no structure.
 *
 * <p>An address does not keep its memory alive: pass only memory that outlives the call, such as
 * {@link Scratch}, or an arena or buffer used later ({@link
 * java.lang.ref.Reference#reachabilityFence} is such a use).
 *
 * @param returnsInt else a long or a pointer
 * @param restarts whether a call that a signal interrupted (EINTR) is repeated
 */
public record CFunction(MemorySegment entry, boolean returnsInt, boolean restarts) {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      CAPTURED.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
  private static final ThreadLocal<MemorySegment> STATE =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CAPTURED));
  private static final MethodHandle WORDS = link();

  @SuppressWarnings("restricted")
  private static MethodHandle link() {
    return LINKER.downcallHandle(
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.captureCallState("errno"));
  }

  public static CFunction ofInt(String name) {
    return new CFunction(LINKER.defaultLookup().findOrThrow(name), true, false);
  }

  public static CFunction ofLong(String name) {
    return new CFunction(LINKER.defaultLookup().findOrThrow(name), false, false);
  }

  /** This function, repeated when a signal interrupts it. */
  public CFunction restarting() {
    return new CFunction(entry, returnsInt, true);
  }

  /** Calls it. Returns the result, or the negated errno in place of -1. */
  public long call() {
    return call(0, 0, 0, 0, 0, 0);
  }

  public long call(long a) {
    return call(a, 0, 0, 0, 0, 0);
  }

  public long call(long a, long b) {
    return call(a, b, 0, 0, 0, 0);
  }

  public long call(long a, long b, long c) {
    return call(a, b, c, 0, 0, 0);
  }

  public long call(long a, long b, long c, long d) {
    return call(a, b, c, d, 0, 0);
  }

  public long call(long a, long b, long c, long d, long e) {
    return call(a, b, c, d, e, 0);
  }

  public long call(long a, long b, long c, long d, long e, long f) {
    long result = callOnce(a, b, c, d, e, f);
    while (restarts && Errno.EINTR.is(result)) {
      result = callOnce(a, b, c, d, e, f);
    }
    return result;
  }

  private long callOnce(long a, long b, long c, long d, long e, long f) {
    MemorySegment state = STATE.get();
    long word;
    try {
      word = (long) WORDS.invokeExact(entry, state, a, b, c, d, e, f);
    } catch (Throwable t) {
      throw new AssertionError("a call of C cannot throw", t);
    }
    long result = returnsInt ? (int) word : word;
    return result == -1 ? -state.get(JAVA_INT, ERRNO) : result;
  }

  /** The address of a buffer's remaining bytes. */
  public static long address(ByteBuffer direct) {
    if (!direct.isDirect()) {
      throw new IllegalArgumentException("C cannot use memory of the heap");
    }
    return MemorySegment.ofBuffer(direct).address();
  }

  /** Memory that C allocated. */
  @SuppressWarnings("restricted")
  static MemorySegment memory(long address, long sizeBytes) {
    return MemorySegment.ofAddress(address).reinterpret(sizeBytes);
  }
}
