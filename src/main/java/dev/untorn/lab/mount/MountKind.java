package dev.untorn.lab.mount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How a server reaches the files that writers change. */
public enum MountKind {
  /** The server and the writers use the same path. */
  NONE(""),
  /** An overlay mount; writers change the files in its upper directory. */
  OVERLAY("overlayfs on "),
  /** A FUSE mount (bindfs); writers change the files behind it. */
  FUSE("FUSE on ");

  /** Stands before the name of the underlying filesystem. */
  final String prefix;

  MountKind(String prefix) {
    this.prefix = prefix;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Creates a temporary directory and mounts it.
   *
   * @throws IOException with the reason; everything is cleaned up
   */
  public Mount below(Path parent) throws IOException {
    Path temporary = Files.createTempDirectory(parent, "untorn-lab-");
    try {
      return switch (this) {
        case NONE -> new Mount(temporary, temporary, temporary);
        case OVERLAY ->
            mounted(
                temporary,
                "mount -t overlay -o lowerdir=%1$s/lower,upperdir=%1$s/behind,workdir=%1$s/work"
                    + " untorn-lab %1$s/merged");
        case FUSE -> mounted(temporary, "bindfs %1$s/behind %1$s/merged");
      };
    } catch (IOException e) {
      Mount.delete(temporary);
      throw e;
    }
  }

  private static Mount mounted(Path temporary, String command) throws IOException {
    for (String name : List.of("merged", "behind", "lower", "work")) {
      Files.createDirectory(temporary.resolve(name));
    }
    SystemTool.run(command.formatted(temporary));
    return new Mount(temporary, temporary.resolve("merged"), temporary.resolve("behind"));
  }
}
