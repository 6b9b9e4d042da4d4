package dev.untorn.origin.object.partial;

import dev.untorn.origin.object.files.Usage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What the files that wait to be resumed were counted with: their blocks, which are fewer than
 * their sizes say. Thread-safe; never blocks.
 */
public final class PartialSizes {
  private final Usage usage;
  private final ConcurrentMap<String, Long> bytes = new ConcurrentHashMap<>();

  public PartialSizes(Usage usage) {
    this.usage = usage;
  }

  /** Counts a file. */
  public void count(String name, long allocatedBytes) {
    bytes.put(name, allocatedBytes);
    usage.changeFills(allocatedBytes);
  }

  /** Counts it no more. Returns what it was counted with. */
  public long uncount(String name) {
    long counted = take(name);
    usage.changeFills(-counted);
    return counted;
  }

  /** It goes on, and stays counted by its writer. Returns with what. */
  public long take(String name) {
    Long counted = bytes.remove(name);
    return counted == null ? 0 : counted;
  }
}
