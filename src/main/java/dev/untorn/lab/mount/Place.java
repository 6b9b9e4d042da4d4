package dev.untorn.lab.mount;

import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A directory to serve.
 *
 * @param filesystem name for reports
 * @param mount through which a server reaches the directory
 */
public record Place(Path directory, String filesystem, MountKind mount) {
  public Place(Path directory, String filesystem) {
    this(directory, filesystem, MountKind.NONE);
  }

  /** The same directory, served through a mount. */
  public Place through(MountKind kind) {
    return new Place(directory, kind.prefix + filesystem, kind);
  }

  /**
   * Creates a temporary directory in it, served through the mount.
   *
   * @throws IOException with the reason; everything is cleaned up
   */
  public Mount open() throws IOException {
    return mount.below(directory);
  }

  public static Place around(Path file) {
    return of(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory"));
  }

  /** Names the directory's filesystem, or the error if it cannot be opened. */
  public static Place of(Path directory) {
    return switch (LinuxFile.openDirectory(directory)) {
      case Opened.File(LinuxFile file) -> {
        try (file) {
          yield new Place(directory, Filesystem.of(file).title());
        }
      }
      case Opened.Failed(var errno) -> new Place(directory, errno.toString());
    };
  }
}
