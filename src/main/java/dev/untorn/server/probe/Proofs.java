package dev.untorn.server.probe;

import dev.untorn.linux.Machine;
import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.RawFile;
import dev.untorn.version.Provable;
import dev.untorn.version.lease.LeaseTrial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tests what can be proved of the files of a directory. */
final class Proofs {
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
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.plain(Topic.FILESYSTEM, provable.filesystem().title()));
    facts.add(writes());
    facts.add(rights());
    facts.add(
        own.map(attempt -> lease(Topic.LEASE, "an unnamed file", attempt))
            .orElseGet(
                () -> Fact.plain(Topic.LEASE, "not tried: no unnamed file can be made here")));
    facts.add(
        sample
            .map(it ->
                lease(Topic.SAMPLE_LEASE, path.relativize(it.file()).toString(), it.attempt()))
            .orElseGet(
                () -> Fact.plain(Topic.SAMPLE_LEASE, "not tried: no file that can be read found")));
    facts.add(
        provable.clones()
            ? Fact.good(Topic.CLONES, "two unnamed files could share extents")
            : Fact.weak(
                Topic.CLONES,
                "no: large files are copied, or read under their lease; moments are as committed",
                "clones cost microseconds: serve from XFS or btrfs"));
    return facts;
  }

  private Fact writes() {
    Filesystem filesystem = provable.filesystem();
    return switch (filesystem.kind()) {
      case LOCAL ->
          filesystem.isBlindToMappedStores()
              ? Fact.weak(
                  Topic.VISIBLE_WRITES,
                  "stores through a mapping move no timestamp",
                  "such a change is served only after another one that does; replace files by"
                      + " rename")
              : Fact.good(Topic.VISIBLE_WRITES, "all writers of this machine");
      case READ_ONLY -> Fact.good(Topic.VISIBLE_WRITES, "nobody can write here");
      case STACKED ->
          unseen(
              "not those through another layer, nor through a mapping whose descriptor is closed",
              "serve from a volume (docker: -v, Kubernetes: a volume) in place of the image's"
                  + " layers");
      case USER_SPACE ->
          unseen(
              "not those behind the filesystem", "serve the directory behind it, or a local copy");
      case SHARED ->
          unseen(
              "not those of other hosts",
              "let writers replace files by rename, or serve a local copy");
      case UNKNOWN -> unseen("not examined", "serve from ext4, XFS or btrfs");
    };
  }

  private static Fact unseen(String whose, String remedy) {
    return Fact.weak(Topic.VISIBLE_WRITES, whose + ": copies are UNPROVEN", remedy);
  }

  private Fact rights() {
    return switch (provable.leases()) {
      case ALL -> Fact.good(Topic.LEASE_RIGHTS, "on all files (CAP_LEASE)");
      case OWN ->
          Fact.weak(
              Topic.LEASE_RIGHTS,
              "on files of user " + Machine.userId() + " only; others are served UNPROVEN",
              Provable.GRANT_LEASES);
      case NONE ->
          Fact.weak(
              Topic.LEASE_RIGHTS,
              "none: every file is served UNPROVEN",
              "serve from a local filesystem, and have seccomp allow fcntl with F_SETLEASE");
    };
  }

  private static Fact lease(Topic topic, String file, Lease.Attempt attempt) {
    return switch (attempt) {
      case Lease.Attempt.Granted _ -> Fact.good(topic, file + ": granted");
      case Lease.Attempt.Refused(Lease.Refusal refusal) ->
          switch (refusal) {
            case WRITER -> Fact.plain(topic, file + ": refused, somebody is writing it now");
            case NOT_OWNER ->
                Fact.weak(
                    topic, file + ": refused, it belongs to another user", Provable.GRANT_LEASES);
            case UNSUPPORTED ->
                Fact.weak(
                    topic,
                    file + ": the filesystem or a sandbox knows no leases",
                    "serve from a local filesystem, and let seccomp allow fcntl");
          };
    };
  }
}
