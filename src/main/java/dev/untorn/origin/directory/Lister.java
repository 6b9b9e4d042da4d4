package dev.untorn.origin.directory;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.DirectoryReader;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.Stat;
import dev.untorn.origin.Folder;
import dev.untorn.origin.ListingMemory;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.Targets;
import dev.untorn.version.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lists directories: all entries that clients can request, or none. Blocks. */
record Lister(Tree tree, ListingMemory memory) {
  /**
   * The directory's contents. Omits {@linkplain Targets#isHidden hidden names}; all that is neither
   * a regular file nor a directory; and symlinks that lead to neither, leave the root or may not be
   * followed.
   */
  Resolution list(String path) {
    return switch (tree.openFolder(path)) {
      case Opened.Failed(Errno errno) -> Tree.refusal(errno);
      case Opened.File(LinuxFile directory) -> {
        try (directory) {
          yield list(path, directory);
        } catch (KernelException e) {
          yield Tree.refusal(e.errno());
        }
      }
    };
  }

  private Resolution list(String path, LinuxFile directory) throws KernelException {
    List<Folder.Entry> entries = new ArrayList<>();
    ListingMemory.Charge charge = memory.charge();
    boolean complete = false; // It stays so if memory runs out.
    try {
      complete =
          DirectoryReader.readNames(
              directory,
              name -> {
                Folder.Entry entry = Targets.isHidden(name) ? null : entry(path, directory, name);
                if (entry == null) {
                  return true;
                }
                entries.add(entry);
                return charge.add(name);
              });
    } finally {
      if (!complete) {
        charge.close();
      }
    }
    if (complete) {
      return new Resolution.Listed(Folder.whole(path, entries), charge);
    }
    return charge.isTooLarge()
        ? new Resolution.TooManyEntries()
        : new Resolution.Unavailable(Outage.SATURATED, "Too many large folders are being listed.");
  }

  /** The inode that a request for this name would reach; resolves a symlink from the root. */
  private Folder.@Nullable Entry entry(String path, LinuxFile directory, String name) {
    Stat stat = directory.statAtNoFollow(name);
    if (stat == null || stat.kind() != Stat.Kind.SYMLINK) {
      return stat == null ? null : entry(name, false, stat);
    }
    return tree.locate(Tree.join(path, name)) instanceof Tree.Located.Inode(Stat target)
        ? entry(name, true, target)
        : null;
  }

  private static Folder.@Nullable Entry entry(String name, boolean link, Stat stat) {
    long mtimeSeconds = Math.floorDiv(stat.mtimeNanos(), TimeUnit.SECONDS.toNanos(1));
    return switch (stat.kind()) {
      case REGULAR -> new Folder.Entry(name, false, link, stat.sizeBytes(), mtimeSeconds);
      case DIRECTORY -> new Folder.Entry(name, true, link, 0, mtimeSeconds);
      case SYMLINK, OTHER -> null;
    };
  }
}
