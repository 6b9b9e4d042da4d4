package dev.untorn.version;

import dev.untorn.config.Mode;
import dev.untorn.config.WhileWriting;
import dev.untorn.linux.Machine;
import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.Reflink;
import dev.untorn.version.lease.LeaseTrial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be proved about a directory's files, on this filesystem and as this user. */
public record Provable(Filesystem filesystem, Leases leases, boolean clones) {
  public enum Leases {
    ALL,
    OWN,
    /** The filesystem or a sandbox refuses them. */
    NONE
  }

  /** The guarantees of a complete response; each level includes those before it. */
  public enum Level {
    /** What the pages held when last read. */
    LIVE(0),
    /** As live; noticed changes are counted, or the response is cut or not begun. */
    DETECTED(1),
    /** The file's bytes at one instant. */
    MOMENT(2),
    /** One instant at which nobody had the file open for writing. */
    COMMITTED(3),
    /** Never older than the last close before the request came in. */
    FRESH(4),
    /** A client that resumes a download gets the rest of the version it began with. */
    PINNED(5);

    private final int number;

    Level(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }

  public static final String GRANT_LEASES =
      "run as the files' owner (docker: --user UID:GID), or grant CAP_LEASE (systemd:"
          + " AmbientCapabilities=CAP_LEASE; docker: the image's target lease and --cap-add LEASE)";

  private static final String ALLOW_LEASES =
      "serve from a local filesystem, and have seccomp allow fcntl with F_SETLEASE";

  /** Probes with two unnamed files, where allowed. */
  public static Provable of(LinuxFile directory) {
    return new Provable(Filesystem.of(directory), leases(directory), canClone(directory));
  }

  private static Leases leases(LinuxFile directory) {
    boolean refused = LeaseTrial.in(directory).equals(Optional.of(Lease.Refusal.UNSUPPORTED));
    return refused ? Leases.NONE : Machine.mayLeaseAnyFile() ? Leases.ALL : Leases.OWN;
  }

  /** Whether two unnamed files in a directory can share extents. */
  public static boolean canClone(LinuxFile directory) {
    if (!(AnonymousFile.inDirectory(directory) instanceof Opened.File(LinuxFile source))) {
      return false;
    }
    try (source) {
      if (!(AnonymousFile.inDirectory(directory) instanceof Opened.File(LinuxFile target))) {
        return false;
      }
      try (target) {
        return Reflink.cloneInto(source, target);
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** The guarantee for files that can be leased; less where leases do not see all writers. */
  public Level level(Mode mode, WhileWriting whileWriting) {
    if (mode == Mode.SENDFILE || leases == Leases.NONE || !filesystem.leasesSeeAllWriters()) {
      return Level.DETECTED;
    }
    if (whileWriting == WhileWriting.MOMENT && clones) { // Without clones as committed.
      return Level.MOMENT;
    }
    return filesystem.isBlindToMappedStores() ? Level.COMMITTED : Level.PINNED;
  }

  public String sentence() {
    return filesystem.title() + ": " + (filesystem.leasesSeeAllWriters() ? proved() : unproved());
  }

  private String proved() {
    return switch (leases) {
          case ALL -> "leases on all files";
          case OWN -> "leases on files of user " + Machine.userId() + " only";
          case NONE -> "no leases, so no file is proved to be at rest";
        }
        + (clones
            ? ", clones instead of copies"
            : ", no clones: large files are copied, or sent under their lease");
  }

  private String unproved() {
    return clones
        ? "leases do not see all writers: clones are CLONED, copies UNPROVEN"
        : "leases do not see all writers: files are copied, UNPROVEN";
  }

  /** What would prove more, and what cannot be proved here: sentences without full stops. */
  public List<String> remedies() {
    List<String> remedies = new ArrayList<>();
    switch (filesystem.kind()) {
      case STACKED ->
          remedies.add(
              "writers through another layer, or with a mapping whose descriptor is closed, are not"
                  + " seen; serve from a volume instead");
      case USER_SPACE ->
          remedies.add(
              "writers behind the filesystem are not seen; serve the directory behind it, or a"
                  + " local copy");
      case SHARED ->
          remedies.add(
              "writers on other hosts are not seen; let them replace files by rename, or serve a"
                  + " local copy");
      case UNKNOWN ->
          remedies.add("not examined for writers that escape; serve from ext4, XFS or btrfs");
      case LOCAL, READ_ONLY -> {
        if (filesystem.isBlindToMappedStores()) {
          remedies.add(
              "stores through a mapping move no timestamp: such a change is served only after"
                  + " another one that does");
        }
        switch (leases) {
          case ALL -> {}
          case OWN -> remedies.add("files of other users are served UNPROVEN; " + GRANT_LEASES);
          case NONE -> remedies.add("files are served UNPROVEN; " + ALLOW_LEASES);
        }
      }
    }
    return remedies;
  }
}
