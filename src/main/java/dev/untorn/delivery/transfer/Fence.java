package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Modification;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Stat;
import dev.untorn.version.Identity;
import dev.untorn.version.Stamp;
import dev.untorn.version.UpstreamTag;
import java.io.IOException;
import java.util.Optional;

/** Detects whether the file that a version was taken of has changed since. */
record Fence(LinuxFile file, Identity identity) {
  /**
   * The detected change of a directory's file. An upstream's object is in a private file, which
   * nobody changes; its seal is its proof.
   */
  Optional<Modification> check() {
    return switch (identity) {
      case Stamp stamp ->
          changeSince(stamp).map(kind -> new Modification(kind, Modification.Phase.FENCE));
      case UpstreamTag _ -> Optional.empty();
    };
  }

  /**
   * The change shown by timestamps and size. A lower link count explains a newer ctime: the file
   * was replaced by rename or unlinked, which changes none of its bytes.
   */
  private Optional<Modification.Kind> changeSince(Stamp stamp) {
    Stat now;
    try {
      now = file.stat();
    } catch (IOException e) {
      // An unreadable inode counts as changed.
      return Optional.of(Modification.Kind.REWRITTEN);
    }
    if (now.sizeBytes() != stamp.sizeBytes()) {
      return Optional.of(
          now.sizeBytes() > stamp.sizeBytes() ? Modification.Kind.GROWN : Modification.Kind.SHRUNK);
    }
    if (now.mtimeNanos() != stamp.mtimeNanos()) {
      return Optional.of(Modification.Kind.REWRITTEN);
    }
    boolean attributes = now.ctimeNanos() != stamp.ctimeNanos() && now.links() == stamp.links();
    return attributes ? Optional.of(Modification.Kind.ATTRIBUTES) : Optional.empty();
  }
}
