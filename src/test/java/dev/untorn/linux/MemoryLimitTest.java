package dev.untorn.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On files like those of the kernel. */
final class MemoryLimitTest {
  private static final long MIB = 1 << 20;

  @TempDir private Path root;

  @BeforeEach
  void a_machine_has_8_gib() throws IOException {
    file("proc/meminfo", "MemTotal:        8388608 kB\nMemFree: 1 kB\n");
  }

  @Test
  void without_groups_it_is_the_machines() {
    assertEquals(8192 * MIB, new MemoryLimit(root).least());
  }

  @Test
  void the_least_limit_on_the_way_to_the_topmost_group_holds() throws IOException {
    file("proc/self/cgroup", "0::/system.slice/untorn.service\n");
    file("sys/fs/cgroup/system.slice/untorn.service/memory.max", "max\n");
    file("sys/fs/cgroup/system.slice/memory.max", "268435456\n");
    file("sys/fs/cgroup/memory.max", "1073741824\n");
    assertEquals(256 * MIB, new MemoryLimit(root).least());
    file("sys/fs/cgroup/system.slice/untorn.service/memory.max", "167772160\n");
    assertEquals(160 * MIB, new MemoryLimit(root).least());
  }

  @Test
  void a_container_may_see_its_own_group_as_the_topmost() throws IOException {
    file("proc/self/cgroup", "0::/docker/0123\n");
    file("sys/fs/cgroup/memory.max", "167772160\n");
    assertEquals(160 * MIB, new MemoryLimit(root).least());
  }

  @Test
  void groups_of_version_1_are_understood() throws IOException {
    file("proc/self/cgroup", "5:devices:/x\n4:cpu,memory:/a/b\n0::/\n");
    file("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "9223372036854771712\n");
    file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "167772160\n");
    assertEquals(160 * MIB, new MemoryLimit(root).least());
  }

  @Test
  void this_process_has_some() {
    assertTrue(MemoryLimit.bytes() > 64 * MIB);
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
