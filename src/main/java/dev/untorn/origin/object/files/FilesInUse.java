package dev.untorn.origin.object.files;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the users of files, so that one that is no longer wanted is removed after its last use:
 * its bytes would stay on the disk until then anyway, uncounted. Thread-safe; never blocks.
 */
public final class FilesInUse {
  private record Use(int count, boolean unwanted) {}

  private final Map<String, Use> uses = new HashMap<>();

  public synchronized void begin(String path) {
    uses.merge(path, new Use(1, false), (old, _) -> new Use(old.count + 1, old.unwanted));
  }

  /** Ends a use. Returns whether the file is unwanted and now without users. */
  public synchronized boolean end(String path) {
    Use use = uses.get(path);
    if (use == null || use.count == 0) {
      throw new IllegalStateException("not in use: " + path);
    }
    if (use.count == 1 && !use.unwanted) {
      uses.remove(path);
      return false;
    }
    uses.put(path, new Use(use.count - 1, use.unwanted));
    return use.count == 1;
  }

  /** Marks a file as unwanted. Returns whether it has no users. */
  public synchronized boolean unwant(String path) {
    int count = uses.getOrDefault(path, new Use(0, true)).count;
    uses.put(path, new Use(count, true));
    return count == 0;
  }

  /** A new file has this name: it is wanted. */
  public synchronized void want(String path) {
    uses.computeIfPresent(path, (_, use) -> use.count == 0 ? null : new Use(use.count, false));
  }

  /** Forgets a file that is unwanted and without users. Returns whether it was. */
  public synchronized boolean takeUnwanted(String path) {
    Use use = uses.get(path);
    return use != null && use.count == 0 && use.unwanted && uses.remove(path, use);
  }

  public synchronized boolean has(String path) {
    Use use = uses.get(path);
    return use != null && use.count > 0;
  }
}
