package dev.untorn.version.space;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.DirtyPages;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.Stat;
import dev.untorn.version.StoreObserver.SealKind;
import dev.untorn.version.space.Budget.Reservation;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the private files for copies, within the budgets. They have no name, so no other program
 * can write to them: other processes of this user could through {@code /proc}, but could as well
 * write to this process's memory. They are not sealed (F_ADD_SEALS), because the kernel refuses
 * that while sockets hold their pages. Thread-safe; blocks.
 */
public record PrivateFiles(Spool spool, Capacity capacity, Executor disposal) {
  private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);

  private interface Making {
    @Nullable LinuxFile make() throws IOException;
  }

  /** Whether to try a clone. Never blocks. */
  public boolean mayClone(Stat stat) {
    return spool.mayClone(stat);
  }

  /** Whether to try a clone that need not wait for a disk. Never blocks. */
  public boolean clonesAtOnce(LinuxFile file, Stat stat) {
    return mayClone(stat) && !DirtyPages.mayBeIn(file, stat);
  }

  /** A clone, once dirty pages are written while {@code goesOn}; null if stopped or impossible. */
  public @Nullable PrivateFile clone(LinuxFile file, Stat stat, BooleanSupplier goesOn) {
    long sizeBytes = stat.sizeBytes();
    return mayClone(stat)
        ? make(
            SealKind.CLONE,
            sizeBytes,
            capacity.onDisk(sizeBytes),
            () -> DirtyPages.write(file, stat, goesOn) ? spool.clone(file, stat) : null)
        : null;
  }

  /** An empty file for a copy: on disk, else in memory; null if there is no room. */
  public @Nullable PrivateFile empty(long sizeBytes) {
    PrivateFile onDisk =
        make(
            SealKind.UNNAMED_FILE,
            sizeBytes,
            capacity.onDisk(sizeBytes),
            () -> opened(spool.roomFor(sizeBytes), sizeBytes));
    return onDisk != null
        ? onDisk
        : make(
            SealKind.MEMFD,
            sizeBytes,
            capacity.inMemory(sizeBytes),
            () -> opened(AnonymousFile.inMemory(), sizeBytes));
  }

  private @Nullable LinuxFile opened(Opened opened, long sizeBytes) {
    return switch (opened) {
      case Opened.File(LinuxFile file) -> file;
      case Opened.Failed(var errno) -> {
        LOG.debug("no private file: {}", errno);
        if (errno.isExhaustion()) {
          capacity.dropUnused(sizeBytes);
        }
        yield null;
      }
    };
  }

  private @Nullable PrivateFile make(
      SealKind kind, long sizeBytes, @Nullable Reservation reserved, Making making) {
    if (reserved == null) {
      return null;
    }
    LinuxFile file = null;
    try {
      file = capacity.forDescriptor() ? making.make() : null;
    } catch (IOException e) {
      LOG.warn("a private file of {} bytes cannot be made: {}", sizeBytes, e.getMessage());
      if (e instanceof KernelException kernel && kernel.errno().isExhaustion()) {
        capacity.dropUnused(sizeBytes);
      }
    } finally {
      if (file == null) {
        reserved.close();
      }
    }
    return file == null ? null : new PrivateFile(file, kind, reserved, spool::close, disposal);
  }
}
