package dev.untorn.version;

import dev.untorn.linux.file.Stat;

/**
 * Marks of a file's state. Difference proves change; equality proves nothing, for ctime moves at
 * the start of a write and stores to a mapping may move nothing: a cache key, never a proof.
 *
 * @param links hard links: replacing a file by rename lowers them and moves ctime, changing no byte
 */
public record Stamp(
    long device, long inode, long sizeBytes, long mtimeNanos, long ctimeNanos, int links) {
  /** The stamp in a stat. */
  public static Stamp of(Stat stat) {
    return new Stamp(
        stat.device(),
        stat.inode(),
        stat.sizeBytes(),
        stat.mtimeNanos(),
        stat.ctimeNanos(),
        stat.links());
  }
}
