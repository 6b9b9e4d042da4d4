package dev.untorn.origin;

/**
 * A request target's path, decoded and normalised, safe to resolve.
 *
 * @param path one char per byte, relative to the root, without leading or trailing slash; empty for
 *     the root itself
 * @param slash whether the path ended in a slash
 * @param query as sent, without the question mark; empty if none
 */
public record Target(String path, boolean slash, String query) {
  /** Whether the client requests a directory. */
  public boolean isFolder() {
    return slash || path.isEmpty();
  }
}
