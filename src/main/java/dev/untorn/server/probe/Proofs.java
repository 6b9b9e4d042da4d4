package dev.untorn.server.probe;

import dev.untorn.config.Size;
import dev.untorn.config.StoreSettings;
import dev.untorn.linux.Errno;
import dev.untorn.linux.Machine;
import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.RawFile;
import dev.untorn.version.Provable;
import dev.untorn.version.lease.LeaseTrial;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Tests what can be proved of the files of a directory. */
final class Proofs {
  private static final String OTHER_SPOOL =
      "set store.spool to a directory on a disk that the server may write to";
  private static final double GIB = 1L << 30;

  private final Path path;
  private final Provable provable;

  /** The result of a lease on a new file in the directory; empty if none could be created. */
  private final Optional<Lease.Attempt> own;

  private final Optional<Sample> sample;

  /** An existing file, and the result of a lease on it. */
  private record Sample(Path file, Lease.Attempt attempt) {}

  Proofs(Path path, LinuxFile directory) {
    this.path = path;
    this.provable = Provable.of(directory);
    this.own = LeaseTrial.onUnnamedFile(AnonymousFile.inDirectory(directory));
    this.sample =
        SampleFile.below(path)
            .flatMap(file ->
                LeaseTrial.on(RawFile.open(file, RawFile.Access.READ))
                    .map(attempt -> new Sample(file, attempt)));
  }

  /** Whether leases work, on an existing file or else on a new one, and no writer escapes them. */
  boolean proves() {
    return provable.filesystem().leasesSeeAllWriters()
        && sample.map(Sample::attempt).or(() -> own).filter(Proofs::isPossible).isPresent();
  }

  boolean clones() {
    return provable.clones();
  }

  /** A file open for writing elsewhere shows that leases work. */
  private static boolean isPossible(Lease.Attempt attempt) {
    return switch (attempt) {
      case Lease.Attempt.Granted _ -> true;
      case Lease.Attempt.Refused(Lease.Refusal refusal) -> refusal == Lease.Refusal.WRITER;
    };
  }

  List<Fact> facts() {
    return List.of(
        Topic.FILESYSTEM.plain(provable.filesystem().title()),
        writes(),
        rights(),
        own.map(attempt -> lease(Topic.LEASE, "an unnamed file", attempt))
            .orElse(Topic.LEASE.plain("not tried: no unnamed file can be made here")),
        sample
            .map(it ->
                lease(Topic.SAMPLE_LEASE, path.relativize(it.file()).toString(), it.attempt()))
            .orElse(Topic.SAMPLE_LEASE.plain("not tried: no file that can be read found")),
        provable.clones()
            ? Topic.CLONES.good("two unnamed files could share extents")
            : Topic.CLONES.weak(
                "no: large files are copied, or read under their lease; moments are as committed",
                "clones cost microseconds: serve from XFS or btrfs"));
  }

  private Fact writes() {
    Filesystem filesystem = provable.filesystem();
    return switch (filesystem.kind()) {
      case LOCAL ->
          filesystem.isBlindToMappedStores()
              ? Topic.VISIBLE_WRITES.weak(
                  "stores through a mapping move no timestamp",
                  "such a change is served only after another one that does; replace files by"
                      + " rename")
              : Topic.VISIBLE_WRITES.good("all writers of this machine");
      case READ_ONLY -> Topic.VISIBLE_WRITES.good("nobody can write here");
      case STACKED ->
          unseen(
              "not those through another layer, nor through a mapping whose descriptor is closed",
              "serve from a volume (docker: -v, Kubernetes: a volume) in place of the image's"
                  + " layers");
      case USER_SPACE ->
          unseen(
              "not those of the program behind the filesystem",
              "serve the directory behind it, or a local copy");
      case SHARED ->
          unseen(
              "not those of other hosts",
              "let writers replace files by rename, or serve a local copy");
      case UNKNOWN -> unseen("not examined", "serve from ext4, XFS or btrfs");
    };
  }

  private static Fact unseen(String whose, String remedy) {
    return Topic.VISIBLE_WRITES.weak(whose + ": copies are UNPROVEN", remedy);
  }

  private Fact rights() {
    return switch (provable.leases()) {
      case ALL -> Topic.LEASE_RIGHTS.good("on all files (CAP_LEASE)");
      case OWN ->
          Topic.LEASE_RIGHTS.weak(
              "on files of user " + Machine.userId() + " only; others are served UNPROVEN",
              Provable.GRANT_LEASES);
      case NONE ->
          Topic.LEASE_RIGHTS.weak(
              "none: every file is served UNPROVEN",
              "serve from a local filesystem, and have seccomp allow fcntl with F_SETLEASE");
    };
  }

  private static Fact lease(Topic topic, String file, Lease.Attempt attempt) {
    return switch (attempt) {
      case Lease.Attempt.Granted _ -> topic.good(file + ": granted");
      case Lease.Attempt.Refused(Lease.Refusal refusal) ->
          switch (refusal) {
            case WRITER -> topic.plain(file + ": refused, somebody is writing it now");
            case NOT_OWNER ->
                topic.weak(file + ": refused, it belongs to another user", Provable.GRANT_LEASES);
            case UNSUPPORTED ->
                topic.weak(
                    file + ": the filesystem or a sandbox does not support leases",
                    "serve from a local filesystem, and let seccomp allow fcntl");
          };
    };
  }

  /** Tests where private copies go. */
  static Fact spool(StoreSettings store) {
    Path path = store.spool();
    return switch (LinuxFile.openDirectory(path)) {
      case Opened.Failed(Errno errno) ->
          Topic.SPOOL.weak("%s cannot be opened (%s)".formatted(path, errno), OTHER_SPOOL);
      case Opened.File(LinuxFile directory) -> {
        try (directory) {
          yield spool(path, directory, store.disk());
        }
      }
    };
  }

  private static Fact spool(Path path, LinuxFile directory, Size wanted) {
    switch (AnonymousFile.inDirectory(directory)) {
      case Opened.File(LinuxFile file) -> file.close();
      case Opened.Failed(Errno errno) -> {
        return Topic.SPOOL.weak(
            "%s takes no unnamed file (%s)".formatted(path, errno), OTHER_SPOOL);
      }
    }
    Filesystem filesystem = Filesystem.of(directory);
    if (filesystem == Filesystem.TMPFS) {
      return Topic.SPOOL.weak(path + " is in memory (tmpfs)", OTHER_SPOOL);
    }
    try {
      long freeBytes = Files.getFileStore(path).getUsableSpace();
      String text =
          "%s (%s), %.1f GiB free; store.disk allows %s"
              .formatted(path, filesystem.title(), freeBytes / GIB, wanted);
      return Topic.SPOOL.goodIf(
          freeBytes >= wanted.bytes(), text, "free space, or lower store.disk");
    } catch (IOException e) {
      return Topic.SPOOL.weak(path + " does not report its free space: " + e, OTHER_SPOOL);
    }
  }

  /** Finds an existing file for experiments. */
  private static final class SampleFile extends SimpleFileVisitor<Path> {
    /** A tree may have millions of directories without a file. */
    private static final int LOOKS_MAX = 10_000;

    private static final int DEPTH_MAX = 8;

    private int looks;
    private Optional<Path> found = Optional.empty();

    private SampleFile() {}

    /** The first readable regular file among the entries visited. */
    static Optional<Path> below(Path directory) {
      SampleFile visitor = new SampleFile();
      try {
        Files.walkFileTree(directory, EnumSet.noneOf(FileVisitOption.class), DEPTH_MAX, visitor);
      } catch (IOException e) {
        // The tree cannot be walked; the visitor itself never fails.
        return Optional.empty();
      }
      return visitor.found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && Files.isReadable(file)) {
        found = Optional.of(file);
        return FileVisitResult.TERMINATE;
      }
      return goOn();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return goOn();
    }

    private FileVisitResult goOn() {
      return ++looks < LOOKS_MAX ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }
  }
}
