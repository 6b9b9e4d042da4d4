package dev.untorn.linux;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A block outside the heap that lives until {@link #free}, so that many short-lived blocks do not
 * depend on the garbage collector. The caller frees it when no buffer over it is used any more.
 */
public final class NativeMemory {
  private static final CFunction MALLOC = CFunction.ofLong("malloc");
  private static final CFunction FREE = CFunction.ofLong("free");

  private final MemorySegment memory;
  private final AtomicBoolean freed = new AtomicBoolean();

  private NativeMemory(MemorySegment memory) {
    this.memory = memory;
  }

  /** Allocates; the contents are undefined. */
  public static NativeMemory allocate(int sizeBytes) {
    long address = MALLOC.call(Math.max(1, sizeBytes));
    if (address == 0) {
      throw new OutOfMemoryError("malloc of " + sizeBytes + " bytes");
    }
    return new NativeMemory(CFunction.memory(address, sizeBytes));
  }

  public ByteBuffer buffer() {
    if (freed.get()) {
      throw new IllegalStateException("use of freed memory");
    }
    return memory.asByteBuffer();
  }

  /** Frees the block; idempotent. */
  public void free() {
    if (freed.compareAndSet(false, true)) {
      FREE.call(memory.address());
    }
  }
}
