package dev.untorn.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Links C functions and reads the errno of a call. The only place of restricted methods. Each
 * thread captures errno in memory of its own, so calls of two threads never see each other's.
 */
@SuppressWarnings("restricted")
final class Downcalls {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final ThreadLocal<MemorySegment> STATE =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CAPTURED));

  private Downcalls() {}

  /** The calling thread's memory for errno: the first argument of every linked function. */
  static MemorySegment state() {
    return STATE.get();
  }

  static int outcome(MemorySegment state, int result) {
    return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
  }

  static long outcome(MemorySegment state, long result) {
    return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
  }

  static MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
    return LINKER.downcallHandle(
        SYMBOLS.findOrThrow(name),
        FunctionDescriptor.of(result, parameters),
        Linker.Option.captureCallState("errno"));
  }

  static MethodHandle variadic(
      String name, int firstVariadic, MemoryLayout result, MemoryLayout... parameters) {
    return LINKER.downcallHandle(
        SYMBOLS.findOrThrow(name),
        FunctionDescriptor.of(result, parameters),
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(firstVariadic));
  }

  /** A function without result, which takes no memory for errno. */
  static MethodHandle procedure(String name, MemoryLayout... parameters) {
    return LINKER.downcallHandle(SYMBOLS.findOrThrow(name), FunctionDescriptor.ofVoid(parameters));
  }

  /** Gives memory that C allocated its size. */
  static MemorySegment sized(MemorySegment memory, long sizeBytes) {
    return memory.reinterpret(sizeBytes);
  }

  static AssertionError broken(Throwable t) {
    return new AssertionError("a downcall cannot throw", t);
  }
}
