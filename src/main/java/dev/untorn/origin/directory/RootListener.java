package dev.untorn.origin.directory;

import dev.untorn.linux.file.SharedFile;

/** Learns which directory the served path leads to. */
@FunctionalInterface
public interface RootListener {
  /**
   * Called when a directory is served from now on.
   *
   * @param root may be closed by its owner at any time
   * @param another whether another directory was served before
   */
  void serves(SharedFile root, boolean another);
}
