package dev.untorn.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How much memory this process may use before the kernel kills it: the machine's, or the least
 * limit of its control groups (cgroups(7), version 1 or 2).
 *
 * @param root where proc and sys are
 */
public record MemoryLimit(Path root) {
  public static long bytes() {
    return new MemoryLimit(Path.of("/")).least();
  }

  long least() {
    long machine =
        lines("proc/meminfo")
            .filter(line -> line.startsWith("MemTotal:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    return lines("proc/self/cgroup").mapToLong(this::ofGroup).reduce(machine, Math::min);
  }

  /** A line is number:controllers:path; version 2 has no controllers. */
  private long ofGroup(String line) {
    String[] parts = line.split(":", 3);
    if (parts.length != 3) {
      return Long.MAX_VALUE;
    }
    if (parts[1].isEmpty()) {
      return ofGroups("sys/fs/cgroup", parts[2], "memory.max");
    }
    return Stream.of(parts[1].split(",", -1)).anyMatch("memory"::equals)
        ? ofGroups("sys/fs/cgroup/memory", parts[2], "memory.limit_in_bytes")
        : Long.MAX_VALUE;
  }

  /** The least limit of a group and its parents; a container may see itself as the topmost. */
  private long ofGroups(String mount, String path, String file) {
    long least = limit(mount + "/" + file);
    for (String group = path;
        group.length() > 1;
        group = group.substring(0, group.lastIndexOf('/'))) {
      least = Math.min(least, limit(mount + group + "/" + file));
    }
    return least;
  }

  private long limit(String file) {
    return lines(file)
        .filter(line -> !line.isEmpty() && line.chars().allMatch(Character::isDigit))
        .mapToLong(line -> line.length() > 18 ? Long.MAX_VALUE : Long.parseLong(line))
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** The lines of a file; none if it is missing or unreadable. */
  private Stream<String> lines(String file) {
    try {
      return Files.readString(root.resolve(file)).lines();
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
