package dev.untorn.origin.directory;

import java.util.Set;

/**
 * Names with a leading dot: of what editors, rsync and version control leave behind, and of
 * secrets. They are neither served nor listed.
 */
public final class HiddenNames {
  /**
   * Not so those that are published under such a name: installers of Fedora and RHEL take no tree
   * without the first, and the third is the index of a Maven repository.
   */
  private static final Set<String> PUBLISHED = Set.of(".treeinfo", ".discinfo", ".index");

  private HiddenNames() {}

  public static boolean contain(String name) {
    return name.startsWith(".") && !PUBLISHED.contains(name);
  }
}
