package dev.untorn.server;

import dev.untorn.config.Settings;
import dev.untorn.config.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * How much memory versions and connections may use, because the kernel kills a process that exceeds
 * its limit: three eighths and a half of what Java leaves. The rest is for buffers and the page
 * cache. The launcher bounds the heap in the same way.
 *
 * @param limitBytes of the process
 */
public record MemoryBudget(long limitBytes) {
  /** Java's code, heap and threads, measured while it compiles. */
  private static final long JAVA_BYTES = 136 << 20;

  /** Without the optimizing compiler, which the launcher disables below that limit. */
  private static final long SMALL_JAVA_BYTES = 96 << 20;

  private static final long SMALL_LIMIT_BYTES = 256 << 20;

  /** An idle connection, measured, including kernel memory. */
  private static final int CONNECTION_BYTES = 6 << 10;

  /** The least that the setting allows. */
  private static final long STORE_BYTES_MIN = 1 << 20;

  /** Fewer would be no server. */
  private static final int CONNECTIONS_MIN = 256;

  private static final int MIB_SHIFT = 20;

  /** The settings reduced to what the memory allows. */
  Settings fit(Settings settings) {
    return settings.with(
        settings.store().withMemory(new Size(memoryBytes(settings))),
        settings.limits().withConnections(connections(settings)));
  }

  /** What was reduced. */
  public List<Obstacle> notes(Settings asked) {
    List<String> lowered = new ArrayList<>();
    if (memoryBytes(asked) < asked.store().memory().bytes()) {
      lowered.add("store.memory is " + (memoryBytes(asked) >> MIB_SHIFT) + "MiB");
    }
    if (connections(asked) < asked.limits().connections()) {
      lowered.add("limits.connections is " + connections(asked));
    }
    return lowered.isEmpty()
        ? List.of()
        : List.of(
            new Obstacle(
                "%,d MiB of memory may be used: %s"
                    .formatted(limitBytes >> MIB_SHIFT, String.join(", ", lowered)),
                "give the machine or the container more memory"));
  }

  private long memoryBytes(Settings settings) {
    long shareMib = (restBytes() / 8 * 3) >> MIB_SHIFT;
    long shareBytes = Math.max(STORE_BYTES_MIN, shareMib << MIB_SHIFT);
    return Math.min(settings.store().memory().bytes(), shareBytes);
  }

  private int connections(Settings settings) {
    long share = Math.max(CONNECTIONS_MIN, restBytes() / 2 / CONNECTION_BYTES);
    return (int) Math.min(settings.limits().connections(), share);
  }

  private long restBytes() {
    long javaBytes = limitBytes < SMALL_LIMIT_BYTES ? SMALL_JAVA_BYTES : JAVA_BYTES;
    return Math.max(0, limitBytes - javaBytes);
  }
}
