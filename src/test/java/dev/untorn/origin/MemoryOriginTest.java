package dev.untorn.origin;

import dev.untorn.origin.MemoryOrigin.Trouble;
import java.nio.charset.StandardCharsets;

/** An origin that is no directory keeps the same promises. */
final class MemoryOriginTest extends OriginContract {
  private final MemoryOrigin memory = new MemoryOrigin("memory");

  @Override
  Origin open() {
    return memory;
  }

  @Override
  void put(String path, String content) {
    memory.put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  void remove(String path) {
    memory.remove(path);
  }

  @Override
  AutoCloseable stall() {
    memory.delay(1000);
    return () -> memory.delay(0);
  }

  @Override
  void takeAway() {
    memory.fail(Trouble.GONE);
  }

  @Override
  long held() {
    return memory.bodies();
  }
}
