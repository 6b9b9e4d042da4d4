package dev.untorn.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class StagesTest {
  private static final int SIZE_BYTES = 1 << 20;

  private final Budget memory = new Budget(4 * SIZE_BYTES);
  private final Stages stages =
      new Stages(
          new Room(memory, new Budget(0), new Descriptors(Long.MAX_VALUE), new NothingUnused()),
          4 * SIZE_BYTES);

  @Test
  void one_is_ready_for_what_was_prepared_and_no_more() {
    assertNull(stages.take(1));
    stages.prepare(1000);
    assertNull(stages.take(1001));
    assertNotNull(stages.take(1000));
    stages.close();
  }

  @Test
  void its_memory_is_charged_until_the_end() {
    stages.prepare(1000);
    stages.prepare(SIZE_BYTES);
    assertEquals(SIZE_BYTES, memory.usedBytes());
    stages.prepare(SIZE_BYTES + 1);
    assertEquals(SIZE_BYTES, memory.usedBytes());
    Stages.Stage used = stages.take(SIZE_BYTES);
    assertNotNull(used);
    stages.close();
    assertEquals(SIZE_BYTES, memory.usedBytes());
    stages.giveBack(used);
    assertEquals(0, memory.usedBytes());
  }

  @Test
  void while_some_are_in_use_another_is_made_ready_within_a_bound() {
    List<Stages.Stage> used = new ArrayList<>();
    for (int i = 0; i < Stages.STAGES_MAX; i++) {
      stages.prepare(1);
      used.add(Objects.requireNonNull(stages.take(1)));
    }
    stages.prepare(1);
    assertNull(stages.take(1));
    stages.giveBack(used.getFirst());
    assertSame(used.getFirst(), stages.take(1));
    used.forEach(stages::giveBack);
    stages.close();
    assertEquals(0, memory.usedBytes());
  }
}
