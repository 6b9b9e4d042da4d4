package dev.untorn.origin.directory;

import dev.untorn.linux.file.SharedFile;

/** Learns which directory the served path leads to. */
@FunctionalInterface
public interface RootListener {
  /**
   * A directory is served from now on, perhaps in place of {@code another}; its owner may close it.
   */
  void serves(SharedFile root, boolean another);
}
