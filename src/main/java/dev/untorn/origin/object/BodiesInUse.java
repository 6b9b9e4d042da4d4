package dev.untorn.origin.object;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the users of open bodies, so that one that is no longer wanted is removed after its last
 * use: its bytes would stay on the disk until then anyway, uncounted. Thread-safe; never blocks.
 */
final class BodiesInUse {
  private record Use(int count, boolean unwanted) {}

  private final Map<String, Use> uses = new HashMap<>();

  synchronized void begin(String path) {
    uses.merge(path, new Use(1, false), (old, _) -> new Use(old.count + 1, old.unwanted));
  }

  /** Ends a use. Returns whether the body is unwanted and now without users. */
  synchronized boolean end(String path) {
    Use use = uses.get(path);
    if (use == null) {
      throw new IllegalStateException("not in use: " + path);
    }
    if (use.count > 1) {
      uses.put(path, new Use(use.count - 1, use.unwanted));
      return false;
    }
    if (!use.unwanted) {
      uses.remove(path);
      return false;
    }
    uses.put(path, new Use(0, true));
    return true;
  }

  /** Marks a body as unwanted. Returns whether it has no users. */
  synchronized boolean unwant(String path) {
    Use use = uses.getOrDefault(path, new Use(0, true));
    uses.put(path, new Use(use.count, true));
    return use.count == 0;
  }

  /** A new body has this name: it is wanted. */
  synchronized void want(String path) {
    uses.computeIfPresent(path, (_, use) -> use.count == 0 ? null : new Use(use.count, false));
  }

  /** Forgets a body that is unwanted and without users. Returns whether it was. */
  synchronized boolean takeUnwanted(String path) {
    Use use = uses.get(path);
    return use != null && use.count == 0 && use.unwanted && uses.remove(path, use);
  }

  synchronized boolean has(String path) {
    Use use = uses.get(path);
    return use != null && use.count > 0;
  }
}
