package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Modification;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Stat;
import dev.untorn.version.Identity;
import dev.untorn.version.Stamp;
import dev.untorn.version.UpstreamTag;
import java.io.IOException;
import java.util.Optional;

/** Tells whether a file has changed since a version was taken of it. */
final class Fence {
  private Fence() {}

  /**
   * The change of a directory's file, if there is one that can be told. An upstream's object is in
   * a private file, which nobody changes; its proof is the seal's.
   */
  static Optional<Modification> check(LinuxFile file, Identity identity, Modification.Phase phase) {
    return switch (identity) {
      case Stamp stamp -> check(file, stamp, phase);
      case UpstreamTag _ -> Optional.empty();
    };
  }

  /**
   * The change that can be told from timestamps and size, if any. A lower link count explains a
   * moved ctime: the file was replaced by rename or unlinked, which changes none of its bytes.
   */
  private static Optional<Modification> check(
      LinuxFile file, Stamp stamp, Modification.Phase phase) {
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
