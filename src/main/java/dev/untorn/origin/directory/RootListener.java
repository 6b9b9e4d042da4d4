package dev.untorn.origin.directory;

import dev.untorn.linux.file.SharedFile;

/** Hears which directory the served path leads to. */
@FunctionalInterface
public interface RootListener {
  /**
   * The directory is served from now on.
   *
   * @param root may be closed by its owner at any time
   * @param another whether it is not the one that was served before; the first is none
   */
  void serves(SharedFile root, boolean another);
}
