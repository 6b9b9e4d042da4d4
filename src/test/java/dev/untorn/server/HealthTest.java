package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class HealthTest {
  @Test
  void a_process_with_few_descriptors_left_is_short_of_them() {
    assertFalse(Health.isShort(0, 1024));
    assertFalse(Health.isShort(973, 1024));
    assertTrue(Health.isShort(974, 1024));
    assertTrue(Health.isShort(1024, 1024));
  }
}
