package dev.untorn.origin.directory;

import java.util.Set;

/** Dotfiles are hidden: leftovers of editors, rsync and version control, and secrets. */
public final class HiddenNames {
  /**
   * Except names that tools publish: installers of Fedora and RHEL require the first, and the third
   * is the index of a Maven repository.
   */
  private static final Set<String> PUBLISHED = Set.of(".treeinfo", ".discinfo", ".index");

  private HiddenNames() {}

  public static boolean contain(String name) {
    return name.startsWith(".") && !PUBLISHED.contains(name);
  }
}
