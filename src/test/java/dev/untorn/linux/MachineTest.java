package dev.untorn.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.testing.Commands;
import org.junit.jupiter.api.Test;

final class MachineTest {
  @Test
  void facts_are_those_of_the_tools() throws Exception {
    assertEquals(Commands.run("uname", "-r"), Machine.kernelRelease());
    assertEquals(Commands.run("id", "-u"), Integer.toString(Machine.userId()));
    assertTrue(Machine.leaseBreakSeconds() >= 0);
  }

  @Test
  void kernels_compare_by_number() {
    assertTrue(Machine.kernelAtLeast(2, 6));
    assertTrue(Machine.kernelAtLeast(3, 99), "a minor of an older major is no matter");
    assertFalse(Machine.kernelAtLeast(999, 0));
  }
}
