package dev.untorn.origin;

import dev.untorn.linux.DirectoryReader;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Opened;
import dev.untorn.linux.Stat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists directories: what can be requested in them. Blocks. */
record Lister(Tree tree, int entriesMax) {
  /** A page of this many is some 10 MB; nobody reads further, and each entry costs a stat. */
  static final int ENTRIES_MAX = 100_000;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private static final Comparator<Folder.Entry> DIRECTORIES_FIRST =
      Comparator.comparing((Folder.Entry entry) -> !entry.directory())
          .thenComparing(Folder.Entry::name);

  /**
   * The directory's contents, directories first, then by name. Hidden are names with a leading dot;
   * what is neither a regular file nor a directory; symlinks that lead to neither, leave the root
   * or may not be followed. Where there is more than the bound, any part of it is listed.
   */
  Resolution list(String path) {
    return switch (tree.openFolder(path)) {
      case Opened.Failed(Errno errno) -> Tree.refusal(errno);
      case Opened.File(LinuxFile directory) -> {
        try (directory) {
          yield new Resolution.Listed(read(path, directory));
        } catch (KernelException e) {
          yield Tree.refusal(e.errno());
        }
      }
    };
  }

  private Folder read(String path, LinuxFile directory) throws KernelException {
    List<String> names = new ArrayList<>();
    DirectoryReader.readNames(
        directory,
        name -> {
          if (!name.startsWith(".")) {
            names.add(name);
          }
          return names.size() <= entriesMax;
        });
    boolean truncated = names.size() > entriesMax;
    List<Folder.Entry> entries = new ArrayList<>(names.size());
    for (String name : truncated ? names.subList(0, entriesMax) : names) {
      Stat stat = stat(path, directory, name);
      Folder.Entry entry = stat == null ? null : entry(name, stat);
      if (entry != null) {
        entries.add(entry);
      }
    }
    entries.sort(DIRECTORIES_FIRST);
    return new Folder(path, List.copyOf(entries), truncated);
  }

  /** The inode a request of this name would reach; a symlink is resolved from the root. */
  private @Nullable Stat stat(String path, LinuxFile directory, String name) {
    Stat stat = directory.statAtNoFollow(name);
    if (stat == null || stat.kind() != Stat.Kind.SYMLINK) {
      return stat;
    }
    return tree.locate(Tree.join(path, name)) instanceof Tree.Located.Inode(Stat target)
        ? target
        : null;
  }

  private static Folder.@Nullable Entry entry(String name, Stat stat) {
    long mtimeSeconds = Math.floorDiv(stat.mtimeNanos(), NANOS_PER_SECOND);
    return switch (stat.kind()) {
      case REGULAR -> new Folder.Entry(name, false, stat.sizeBytes(), mtimeSeconds);
      case DIRECTORY -> new Folder.Entry(name, true, 0, mtimeSeconds);
      case SYMLINK, OTHER -> null;
    };
  }
}
