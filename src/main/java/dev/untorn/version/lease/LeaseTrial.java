package dev.untorn.version.lease;

import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.RawFile;
import java.nio.file.Path;
import java.util.Optional;

/** Tries a read lease on an unnamed file, to learn whether leases work. */
public final class LeaseTrial {
  private LeaseTrial() {}

  /**
   * The refusal, if any, on a directory's filesystem; without unnamed files there, in memory, which
   * at least shows whether the system call is allowed.
   */
  public static Optional<Lease.Refusal> in(LinuxFile directory) {
    return onUnnamedFile(AnonymousFile.inDirectory(directory))
        .or(() -> onUnnamedFile(AnonymousFile.inMemory()))
        .flatMap(attempt ->
            switch (attempt) {
              case Lease.Attempt.Granted _ -> Optional.empty();
              case Lease.Attempt.Refused(Lease.Refusal refusal) -> Optional.of(refusal);
            });
  }

  /**
   * Tries a lease, releases it and closes the file. Reopens the file for reading first: a file open
   * for writing is refused, even to its writer.
   */
  public static Optional<Lease.Attempt> onUnnamedFile(Opened made) {
    if (!(made instanceof Opened.File(LinuxFile writable))) {
      return Optional.empty();
    }
    Opened reopened;
    try (writable) {
      reopened = RawFile.open(Path.of("/proc/self/fd/" + writable.fd()), RawFile.Access.READ);
    }
    return on(reopened);
  }

  /** As {@link #onUnnamedFile}, for a file opened for reading. */
  public static Optional<Lease.Attempt> on(Opened opened) {
    if (!(opened instanceof Opened.File(LinuxFile file))) {
      return Optional.empty();
    }
    try (file) {
      Lease.Attempt attempt = Lease.tryTake(file);
      if (attempt instanceof Lease.Attempt.Granted(Lease lease)) {
        lease.release();
      }
      return Optional.of(attempt);
    }
  }
}
