package dev.untorn.lab.run;

import dev.untorn.lab.mount.MountKind;
import dev.untorn.linux.Filesystem;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Opened;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A directory to work in.
 *
 * @param filesystem its name, for people
 * @param mount by which a server reaches what is in it
 */
public record Place(Path directory, String filesystem, MountKind mount) {
  /** The directory itself. */
  public Place(Path directory, String filesystem) {
    this(directory, filesystem, MountKind.NONE);
  }

  /** The same directory, served through a mount. */
  public Place through(MountKind kind) {
    return new Place(directory, kind.prefix() + filesystem, kind);
  }

  /** Where a file is. */
  static Place around(Path file) {
    return of(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory"));
  }

  /** Looks what is behind a directory. */
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
