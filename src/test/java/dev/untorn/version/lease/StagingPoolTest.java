package dev.untorn.version.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.untorn.version.NothingToEvict;
import dev.untorn.version.space.Budget;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.Descriptors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class StagingPoolTest {
  private static final int SIZE_BYTES = 1 << 20;

  private final Budget memory = new Budget(4 * SIZE_BYTES);
  private final StagingPool stagingPool =
      new StagingPool(
          new Capacity(
              memory, new Budget(0), new Descriptors(Long.MAX_VALUE), new NothingToEvict()),
          4 * SIZE_BYTES);

  @Test
  void one_is_ready_for_what_was_prepared_and_no_more() {
    assertNull(stagingPool.take(1));
    stagingPool.prepare(1000);
    assertNull(stagingPool.take(1001));
    assertNotNull(stagingPool.take(1000));
    stagingPool.close();
  }

  @Test
  void its_memory_is_charged_until_the_end() {
    stagingPool.prepare(1000);
    stagingPool.prepare(SIZE_BYTES);
    assertEquals(SIZE_BYTES, memory.usedBytes());
    stagingPool.prepare(SIZE_BYTES + 1);
    assertEquals(SIZE_BYTES, memory.usedBytes());
    StagingPool.Stage used = stagingPool.take(SIZE_BYTES);
    assertNotNull(used);
    stagingPool.close();
    assertEquals(SIZE_BYTES, memory.usedBytes());
    stagingPool.giveBack(used);
    assertEquals(0, memory.usedBytes());
  }

  @Test
  void while_some_are_in_use_another_is_made_ready_within_a_bound() {
    List<StagingPool.Stage> used = new ArrayList<>();
    for (int i = 0; i < StagingPool.STAGES_MAX; i++) {
      stagingPool.prepare(1);
      used.add(Objects.requireNonNull(stagingPool.take(1)));
    }
    stagingPool.prepare(1);
    assertNull(stagingPool.take(1));
    stagingPool.giveBack(used.getFirst());
    assertSame(used.getFirst(), stagingPool.take(1));
    used.forEach(stagingPool::giveBack);
    stagingPool.close();
    assertEquals(0, memory.usedBytes());
  }
}
