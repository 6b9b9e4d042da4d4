package dev.untorn.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/**
 * Calls C functions and reads the errno of a call. The only place of restricted methods. Each
 * thread captures errno in memory of its own, so calls of two threads never see each other's.
 *
 * <p>Every function is called as one of six machine words that returns one: whatever differs in
 * type Java links anew at run time, some 7 ms each while it starts. Linux passes the first six
 * integers and pointers in registers, to variadic functions too; a callee takes as many as it knows
 * and of each as many bits as it knows, and sets no more than those of its result (System V ABI for
 * AMD64, 3.2.3; AAPCS64, 6.8.2). So none may return less than {@link #asInt} or {@link #asLong}
 * reads, nor take floating point or structures.
 */
@SuppressWarnings("restricted")
public final class Downcalls {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      CAPTURED.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
  private static final ThreadLocal<MemorySegment> STATE =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CAPTURED));

  private static final MethodHandle WORDS =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.captureCallState("errno"));

  private Downcalls() {}

  /** A function of the C library, for {@link #call}. */
  public static MemorySegment function(String name) {
    return SYMBOLS.findOrThrow(name);
  }

  public static long call(MemorySegment function) {
    return call(function, 0, 0, 0, 0, 0, 0);
  }

  public static long call(MemorySegment function, long a) {
    return call(function, a, 0, 0, 0, 0, 0);
  }

  public static long call(MemorySegment function, long a, long b) {
    return call(function, a, b, 0, 0, 0, 0);
  }

  public static long call(MemorySegment function, long a, long b, long c) {
    return call(function, a, b, c, 0, 0, 0);
  }

  public static long call(MemorySegment function, long a, long b, long c, long d) {
    return call(function, a, b, c, d, 0, 0);
  }

  public static long call(MemorySegment function, long a, long b, long c, long d, long e) {
    return call(function, a, b, c, d, e, 0);
  }

  /** Returns what the function left in the register of results. */
  public static long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) WORDS.invokeExact(function, STATE.get(), a, b, c, d, e, f);
    } catch (Throwable t) {
      throw new AssertionError("a downcall cannot throw", t);
    }
  }

  /** The result of a function that returns an int, negated errno for -1. */
  public static int asInt(long word) {
    return (int) word == -1 ? -errno() : (int) word;
  }

  /**
   * As {@link #asInt(long)}, after a call that was given the {@link #address} of this memory: a
   * number keeps none alive, so until the call is done somebody has to.
   */
  public static int asInt(long word, MemorySegment kept) {
    try {
      return asInt(word);
    } finally {
      Reference.reachabilityFence(kept);
    }
  }

  /** As {@link #asInt(long, MemorySegment)}. */
  public static int asInt(long word, MemorySegment kept, MemorySegment keptToo) {
    try {
      return asInt(word, kept);
    } finally {
      Reference.reachabilityFence(keptToo);
    }
  }

  /** The result of a function that returns a long or a pointer, negated errno for -1. */
  static long asLong(long word) {
    return word == -1 ? -errno() : word;
  }

  /** As {@link #asInt(long, MemorySegment)}. */
  public static long asLong(long word, MemorySegment kept) {
    try {
      return asLong(word);
    } finally {
      Reference.reachabilityFence(kept);
    }
  }

  /** As {@link #asInt(long, MemorySegment)}. */
  static long asLong(long word, MemorySegment kept, MemorySegment keptToo) {
    try {
      return asLong(word, kept);
    } finally {
      Reference.reachabilityFence(keptToo);
    }
  }

  private static int errno() {
    return STATE.get().get(JAVA_INT, ERRNO);
  }

  /** Where memory outside the heap lies. Whoever passes it keeps the segment until afterwards. */
  public static long address(MemorySegment memory) {
    if (!memory.isNative()) {
      throw new IllegalArgumentException("C cannot use memory of the heap");
    }
    return memory.address();
  }

  /** Gives memory that C allocated its size. */
  static MemorySegment sized(long address, long sizeBytes) {
    return MemorySegment.ofAddress(address).reinterpret(sizeBytes);
  }
}
