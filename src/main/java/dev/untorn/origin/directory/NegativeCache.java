package dev.untorn.origin.directory;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.NamedDirectory;

/**
 * Remembers missing paths and confirms by stat alone that they are still missing: clients often
 * request the same one, such as an icon. Thread-safe.
 */
record NegativeCache(
    NamedDirectory root, Tree tree, boolean answersAtOnce, Recent<Boolean> absent) {
  /** About 100 bytes each. More missing paths cost the workers time, but no memory. */
  static final int PATHS_MAX = 4_096;

  /** Starts empty; remembers nothing unless the root's filesystem answers without waiting. */
  NegativeCache(NamedDirectory root, Tree tree, boolean answersAtOnce) {
    this(root, tree, answersAtOnce, new Recent<>(PATHS_MAX));
  }

  /** Whether nothing was at a path before, and nothing is now: one statx(2). */
  boolean confirm(String path) {
    return absent.get(path) != null && root.isAbsent(path);
  }

  /**
   * Remembers a missing path, unless checking it could make the event loop wait for a network: its
   * folder must exist, on the root's filesystem. Blocks.
   */
  void remember(String path) {
    String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    try {
      if (answersAtOnce
          && tree.locate(Tree.folderPath(folder)) instanceof Tree.Located.Inode(var stat)
          && stat.device() == tree.root().stat().device()) {
        absent.put(path, true);
      }
    } catch (KernelException e) {
      // The root's device is unknown.
    }
  }
}
