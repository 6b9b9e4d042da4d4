package dev.untorn.version;

import dev.untorn.linux.Anonymous;
import dev.untorn.linux.Filesystem;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Machine;
import dev.untorn.linux.Opened;
import dev.untorn.linux.Reflink;
import java.io.IOException;

/**
 * What can be proved of files below a directory, by this filesystem and this user.
 *
 * @param leases on whose files read leases can be had
 * @param clones whether private copies can share extents with the files
 */
public record Provable(Filesystem filesystem, Leases leases, boolean clones) {
  /** Whose files can be leased. */
  public enum Leases {
    ALL,
    OWN
  }

  /** Looks, by making two unnamed files where that is allowed. */
  public static Provable of(LinuxFile directory) {
    return new Provable(
        Filesystem.of(directory),
        Machine.mayLeaseAnyFile() ? Leases.ALL : Leases.OWN,
        canClone(directory));
  }

  /** Whether two unnamed files of a directory can share extents. */
  static boolean canClone(LinuxFile directory) {
    if (!(Anonymous.inDirectory(directory) instanceof Opened.File(LinuxFile source))) {
      return false;
    }
    try (source) {
      if (!(Anonymous.inDirectory(directory) instanceof Opened.File(LinuxFile target))) {
        return false;
      }
      try (target) {
        return Reflink.cloneInto(source, target);
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** One sentence for people. */
  public String sentence() {
    return filesystem.title()
        + ": "
        + switch (leases) {
          case ALL -> "leases on all files";
          case OWN -> "leases on files of user " + Machine.userId() + " only";
        }
        + (clones
            ? ", clones instead of copies"
            : ", no clones: large files are copied, or sent under their lease");
  }

  /** What would prove more, or what cannot be proved here; empty when all can. */
  public String remedy() {
    if (filesystem == Filesystem.OVERLAY) {
      return "overlayfs does not see writers whose descriptor is closed but whose mapping is open;"
          + " serve from a volume instead";
    }
    if (filesystem == Filesystem.NFS || filesystem == Filesystem.FUSE) {
      return "writes of other hosts cannot be seen; let them replace files by rename";
    }
    if (filesystem.isBlindToMappedStores()) {
      return "stores through a mapping move no timestamp on "
          + filesystem.title()
          + ": such a change is served only after another one that does";
    }
    if (leases == Leases.OWN) {
      return "files of other users are served UNPROVEN; grant CAP_LEASE (systemd:"
          + " AmbientCapabilities=CAP_LEASE, docker: --cap-add LEASE), or chown the files";
    }
    return "";
  }
}
