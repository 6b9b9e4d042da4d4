package dev.untorn.delivery;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Stat;
import dev.untorn.version.Stamp;
import java.io.IOException;
import java.util.Optional;

/** Tells whether a file has changed since a stamp was taken of it. */
final class Fence {
  private Fence() {}

  /**
   * The change that can be told from timestamps and size, if any. A lower link count explains a
   * moved ctime: the file was replaced by rename or unlinked, which changes none of its bytes.
   */
  static Optional<Modification> check(LinuxFile file, Stamp stamp, Modification.Phase phase) {
    Stat now;
    try {
      now = file.stat();
    } catch (IOException e) {
      // An inode that cannot be read any more is as good as changed.
      return Optional.of(new Modification(Modification.Kind.REWRITTEN, phase));
    }
    if (now.sizeBytes() > stamp.sizeBytes()) {
      return Optional.of(new Modification(Modification.Kind.GROWN, phase));
    }
    if (now.sizeBytes() < stamp.sizeBytes()) {
      return Optional.of(new Modification(Modification.Kind.SHRUNK, phase));
    }
    if (now.mtimeNanos() != stamp.mtimeNanos()) {
      return Optional.of(new Modification(Modification.Kind.REWRITTEN, phase));
    }
    if (now.ctimeNanos() != stamp.ctimeNanos() && now.links() == stamp.links()) {
      return Optional.of(new Modification(Modification.Kind.ATTRIBUTES, phase));
    }
    return Optional.empty();
  }
}
