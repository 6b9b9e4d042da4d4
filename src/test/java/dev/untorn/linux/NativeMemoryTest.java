package dev.untorn.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class NativeMemoryTest {
  @Test
  void its_buffers_are_direct_and_share_their_bytes() {
    NativeMemory memory = NativeMemory.allocate(100);
    ByteBuffer one = memory.buffer();
    ByteBuffer two = memory.buffer();
    one.put(99, (byte) 7);

    assertTrue(one.isDirect());
    assertEquals(100, two.remaining());
    assertEquals(7, two.get(99));
    memory.free();
  }

  @Test
  void freeing_twice_frees_once() {
    NativeMemory memory = NativeMemory.allocate(1 << 20);
    memory.free();
    // A second free(3) of the block would end the process.
    memory.free();

    assertThrows(IllegalStateException.class, memory::buffer);
  }

  @Test
  void nothing_can_be_allocated_too() {
    NativeMemory nothing = NativeMemory.allocate(0);

    assertEquals(0, nothing.buffer().remaining());
    nothing.free();
  }
}
