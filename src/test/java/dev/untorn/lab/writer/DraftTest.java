package dev.untorn.lab.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.content.BlockPattern;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class DraftTest {
  private static final int SIZE_BYTES = 64 << 20;

  @Test
  void a_draft_is_what_the_pattern_says() {
    BlockPattern pattern = new BlockPattern(7);
    try (Draft draft = new Draft(pattern)) {
      assertEquals(pattern.body(3, 8192), draft.body(3, 8192));
      assertEquals(pattern.part(4, 8192, 512, 1024), draft.part(4, 8192, 512, 1024));
    }
  }

  @Test
  void drafts_of_large_files_take_no_direct_memory() {
    long before = directBytes();
    try (Draft draft = new Draft(new BlockPattern(1))) {
      for (int version = 0; version < 3; version++) {
        ByteBuffer body = draft.body(version, SIZE_BYTES);
        assertEquals(SIZE_BYTES, body.remaining());
        assertTrue(body.isDirect(), "else each write would copy it");
      }
      assertTrue(directBytes() - before < SIZE_BYTES, "of the buffers that the JVM counts");
    }
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
