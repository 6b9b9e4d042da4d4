package dev.untorn.lab.mount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How a server reaches the files that writers change. */
public enum MountKind {
  NONE("none", "", "the server and the writers use the same path"),
  OVERLAY(
      "overlay",
      "overlayfs on ",
      "an overlay mount; writers change the files in its upper directory"),
  FUSE("fuse", "FUSE on ", "a FUSE mount (bindfs); writers change the files behind it");

  private final String label;
  private final String prefix;
  private final String sentence;

  MountKind(String label, String prefix, String sentence) {
    this.label = label;
    this.prefix = prefix;
    this.sentence = sentence;
  }

  /** The name on the command line. */
  public String label() {
    return label;
  }

  /** What is put before the name of the filesystem below. */
  public String prefix() {
    return prefix;
  }

  /** For people. */
  public String sentence() {
    return sentence;
  }

  /**
   * Mounts below an empty directory.
   *
   * @throws IOException with what this machine refused; nothing is left behind
   */
  public Mount over(Path directory) throws IOException {
    return switch (this) {
      case NONE -> new Mount(directory, directory, List.of());
      case OVERLAY -> {
        List<Path> layers = directories(directory, "merged", "upper", "lower", "work");
        yield mounted(
            layers,
            "mount -t overlay -o lowerdir=%s,upperdir=%s,workdir=%s untorn-lab %s"
                .formatted(layers.get(2), layers.get(1), layers.get(3), layers.get(0)));
      }
      case FUSE -> {
        List<Path> ends = directories(directory, "merged", "behind");
        yield mounted(ends, "bindfs %s %s".formatted(ends.get(1), ends.get(0)));
      }
    };
  }

  private static List<Path> directories(Path below, String... names) throws IOException {
    for (String name : names) {
      Files.createDirectory(below.resolve(name));
    }
    return List.of(names).stream().map(below::resolve).toList();
  }

  /** The first of the directories is where it is mounted, the second where writers are. */
  private static Mount mounted(List<Path> directories, String command) throws IOException {
    Mount mount = new Mount(directories.get(0), directories.get(1), directories);
    try {
      Tool.run(command);
      return mount;
    } catch (IOException e) {
      mount.deleteAll();
      throw e;
    }
  }
}
