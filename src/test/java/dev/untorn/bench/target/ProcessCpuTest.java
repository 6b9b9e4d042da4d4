package dev.untorn.bench.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProcessCpuTest {
  @Test
  void a_name_may_hold_anything() {
    String stat = "42 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 250 50 7 8 20 0 1 0 100 0 0";
    assertEquals(3_000_000_000L, ProcessCpu.parse(stat));
  }

  @Test
  void this_process_has_used_some_and_no_process_has_none() {
    assertTrue(ProcessCpu.nanos(Set.of(ProcessHandle.current().pid())).orElseThrow() > 0);
    assertEquals(OptionalLong.empty(), ProcessCpu.nanos(Set.of((long) Integer.MAX_VALUE)));
    assertEquals(OptionalLong.empty(), ProcessCpu.nanos(Set.of()));
  }
}
