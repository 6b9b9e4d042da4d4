package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Defaults;
import dev.untorn.config.Settings;
import dev.untorn.config.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryBudgetTest {
  private static final int MIB = 1 << 20;

  private final Settings defaults = Defaults.settings();

  @Test
  void where_there_is_enough_nothing_is_lowered() {
    MemoryBudget budget = new MemoryBudget(8192L * MIB);
    assertEquals(defaults, budget.fit(defaults));
    assertEquals(List.of(), budget.notes(defaults));
  }

  @Test
  void in_a_small_group_versions_and_connections_share_what_java_leaves() {
    MemoryBudget budget = new MemoryBudget(160L * MIB);
    Settings fitted = budget.fit(defaults);
    assertEquals(new Size(24 * MIB), fitted.store().memory());
    assertEquals(5461, fitted.limits().connections());
    assertEquals(defaults.serve(), fitted.serve());
    assertEquals(
        "160 MiB of memory may be used: store.memory is 24MiB, limits.connections is 5461",
        budget.notes(defaults).getFirst().what());
  }

  @Test
  void what_is_set_to_less_stays() {
    Settings modest =
        defaults.with(
            defaults.store().withMemory(new Size(2 * MIB)), defaults.limits().withConnections(9));
    MemoryBudget budget = new MemoryBudget(160L * MIB);
    assertEquals(modest, budget.fit(modest));
    assertEquals(List.of(), budget.notes(modest));
  }

  @Test
  void the_parts_are_never_more_than_the_whole_and_grow_with_it() {
    long before = 0;
    for (long mib = 128; mib <= 4096; mib += 16) {
      Settings fitted = new MemoryBudget(mib * MIB).fit(defaults);
      long parts = fitted.store().memory().bytes() + 6L * 1024 * fitted.limits().connections();
      assertTrue(parts + 96L * MIB <= mib * MIB, "of " + mib);
      assertTrue(mib == 256 || parts >= before, "of " + mib);
      before = parts;
    }
  }

  @Test
  void too_little_leaves_a_server_that_can_start() {
    Settings fitted = new MemoryBudget(32L * MIB).fit(defaults);
    assertEquals(new Size(MIB), fitted.store().memory());
    assertEquals(256, fitted.limits().connections());
    assertTrue(fitted.store().memoryFileMax().compareTo(fitted.store().memory()) <= 0);
  }
}
