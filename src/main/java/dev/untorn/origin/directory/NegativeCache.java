package dev.untorn.origin.directory;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.NamedDirectory;

/**
 * Remembers paths at which nothing was found, and confirms by stat alone that nothing is there yet:
 * what is asked for in vain is asked for often, such as an icon. Thread-safe.
 */
final class NegativeCache {
  /** About 100 bytes each; a flood of others costs the workers more, and no more memory. */
  static final int PATHS_MAX = 4_096;

  private final NamedDirectory root;
  private final Tree tree;
  private final boolean answersAtOnce;
  private final Recent<Boolean> absent = new Recent<>(PATHS_MAX);

  /**
   * None yet.
   *
   * @param tree for asking which filesystem a folder is on
   * @param answersAtOnce whether the event loop may ask the root's filesystem
   */
  NegativeCache(NamedDirectory root, Tree tree, boolean answersAtOnce) {
    this.root = root;
    this.tree = tree;
    this.answersAtOnce = answersAtOnce;
  }

  /** Whether nothing was at a path when it was resolved, and nothing is now: one statx(2). */
  boolean confirm(String path) {
    return absent.get(path) != null && root.isAbsent(path);
  }

  /**
   * Remembers that nothing was found, unless the event loop could have to wait for a network when
   * it looks: the folder must be there, and on the root's filesystem. Blocks.
   */
  void remember(String path) {
    if (answersAtOnce && isOnRootDevice(folderOf(path))) {
      absent.put(path, true);
    }
  }

  private static String folderOf(String path) {
    return Tree.folderPath(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
  }

  private boolean isOnRootDevice(String folder) {
    try {
      return tree.locate(folder) instanceof Tree.Located.Inode(var stat)
          && stat.device() == tree.root().stat().device();
    } catch (KernelException e) {
      return false;
    }
  }
}
