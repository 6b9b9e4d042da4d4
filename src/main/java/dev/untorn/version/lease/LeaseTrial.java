package dev.untorn.version.lease;

import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.RawFile;
import java.nio.file.Path;
import java.util.Optional;

/** Takes a read lease on an unnamed file of its own, as the server will on those it serves. */
public final class LeaseTrial {
  private LeaseTrial() {}

  /**
   * Why there was none, on the filesystem of a directory; where that takes no unnamed file, in
   * memory, which tells at least whether the call is allowed. Nothing if it was granted.
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
   * How a try ended; the lease is given back. A file that is open for writing gets none, from its
   * writer neither: it is opened anew.
   *
   * @param made is closed
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

  /** As {@link #onUnnamedFile}, on a file that was opened for reading. */
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
