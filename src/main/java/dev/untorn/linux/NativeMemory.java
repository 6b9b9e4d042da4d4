package dev.untorn.linux;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A block outside the heap that lives until {@link #free}, so that a bounded store of many short
 * lives does not wait for the collector. Whoever frees it must know that no buffer over it is used
 * any more.
 */
public final class NativeMemory {
  private final MemorySegment memory;
  private final AtomicBoolean freed = new AtomicBoolean();

  private NativeMemory(MemorySegment memory) {
    this.memory = memory;
  }

  /** Allocates; the contents are undefined. */
  public static NativeMemory allocate(int sizeBytes) {
    return new NativeMemory(Libc.malloc(Math.max(1, sizeBytes)).asSlice(0, sizeBytes));
  }

  /** A new buffer over the whole block. */
  public ByteBuffer buffer() {
    if (freed.get()) {
      throw new IllegalStateException("use of freed memory");
    }
    return memory.asByteBuffer();
  }

  /** Returns the block; idempotent. */
  public void free() {
    if (freed.compareAndSet(false, true)) {
      Libc.free(memory);
    }
  }
}
