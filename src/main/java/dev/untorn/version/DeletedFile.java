package dev.untorn.version;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.lease.Guard;

/** A file without a name, whose blocks are kept only because it is open. */
public final class DeletedFile {
  private DeletedFile() {}

  /** Whether an entry keeps such a file open. */
  public static boolean isKeptBy(Entry entry) {
    return switch (entry.version().body()) {
      case Body.Sealed sealed -> isDeleted(sealed.source(), entry);
      case Body.Leased(Guard guard) -> isDeleted(guard.file(), entry);
      case Body.Live(LinuxFile file) -> isDeleted(file, entry);
      case Body.Memory _ -> false;
    };
  }

  private static boolean isDeleted(LinuxFile file, Entry entry) {
    try (Hold hold = entry.holdUnused()) { // Or it could be closed meanwhile.
      return hold != null && file.stat().links() == 0;
    } catch (KernelException e) {
      return false;
    }
  }
}
