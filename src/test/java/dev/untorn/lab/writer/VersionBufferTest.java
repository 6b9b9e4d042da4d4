package dev.untorn.lab.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.Bodies;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class VersionBufferTest {
  private static final int SIZE_BYTES = 64 << 20;

  @Test
  void a_version_is_what_the_pattern_says() {
    BlockPattern pattern = new BlockPattern(7);
    try (VersionBuffer buffer = new VersionBuffer(pattern)) {
      assertEquals(Bodies.of(pattern, 3, 8192), buffer.part(3, 8192, 0, 8192));
      assertEquals(Bodies.of(pattern, 4, 8192).slice(512, 1024), buffer.part(4, 8192, 512, 1024));
    }
  }

  @Test
  void versions_of_large_files_take_no_direct_memory() {
    long before = directBytes();
    try (VersionBuffer buffer = new VersionBuffer(new BlockPattern(1))) {
      for (int version = 0; version < 3; version++) {
        ByteBuffer body = buffer.part(version, SIZE_BYTES, 0, SIZE_BYTES);
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
