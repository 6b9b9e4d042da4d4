package dev.untorn.version;

import dev.untorn.linux.file.Stat;

/**
 * The identity of a file's state. Difference proves change; equality proves nothing, since ctime
 * moves at the start of a write, and stores to a mapping may move nothing: a cache key, never a
 * proof.
 *
 * @param links hard links: replacing a file by rename lowers them and moves ctime, but changes no
 *     byte
 */
public record Stamp(
    long device, long inode, long sizeBytes, long mtimeNanos, long ctimeNanos, int links)
    implements Identity {
  public static Stamp of(Stat stat) {
    return new Stamp(
        stat.device(),
        stat.inode(),
        stat.sizeBytes(),
        stat.mtimeNanos(),
        stat.ctimeNanos(),
        stat.links());
  }

  @Override
  public Subject subject() {
    return new Subject.Inode(device, inode);
  }

  @Override
  public long stateHash() {
    return Identity.mixed(Identity.mixed(mtimeNanos) + ctimeNanos)
        + Identity.mixed(Identity.mixed(inode) + sizeBytes);
  }
}
