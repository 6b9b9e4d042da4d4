package dev.untorn.version;

import dev.untorn.linux.Anonymous;
import dev.untorn.linux.Errno;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Opened;
import dev.untorn.version.StoreObserver.SealKind;
import org.jspecify.annotations.Nullable;

/** Where copies go. */
final class CopyTargets {
  private CopyTargets() {}

  /** An unnamed file of the spool. */
  static CopySealer.Target onDisk(Spool spool, Room room) {
    return new CopySealer.Target() {
      @Override
      public @Nullable LinuxFile open(long sizeBytes) {
        if (!room.onDisk(sizeBytes)) {
          return null;
        }
        return switch (spool.roomFor(sizeBytes)) {
          case Opened.File(LinuxFile file) -> file;
          case Opened.Failed(Errno errno) -> {
            room.leaveDisk(sizeBytes);
            if (errno.isExhaustion()) {
              room.dropUnused(sizeBytes);
            }
            yield null;
          }
        };
      }

      @Override
      public void leave(long sizeBytes) {
        room.leaveDisk(sizeBytes);
      }

      @Override
      public SealKind kind() {
        return SealKind.UNNAMED_FILE;
      }
    };
  }

  /** A sealed memfd, within the budget of memory. */
  static CopySealer.Target inMemory(Room room) {
    return new CopySealer.Target() {
      @Override
      public @Nullable LinuxFile open(long sizeBytes) {
        if (!room.inMemory(sizeBytes)) {
          return null;
        }
        if (Anonymous.inMemory() instanceof Opened.File(LinuxFile file)) {
          return file;
        }
        room.leaveMemory(sizeBytes);
        return null;
      }

      @Override
      public void leave(long sizeBytes) {
        room.leaveMemory(sizeBytes);
      }

      @Override
      public SealKind kind() {
        return SealKind.MEMFD;
      }
    };
  }
}
