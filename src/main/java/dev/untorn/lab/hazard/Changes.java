package dev.untorn.lab.hazard;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.FileMapping;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.RawFile;
import dev.untorn.linux.file.RawFile.Access;
import dev.untorn.linux.file.Reflink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes each {@link Change}. */
final class Changes {
  /** What SHORTEN leaves: within the first page. */
  static final int SHORTENED_BYTES = 100;

  /** What TRIM takes from the end of the bytes handed over: within their last page. */
  static final int TRIMMED_BYTES = 1000;

  private static final Optional<Impossible> CHANGED = Optional.empty();

  private Changes() {}

  /**
   * Changes a file to all new bytes, or to fewer. Opening it waits while somebody has a lease.
   *
   * @param handedBytes how much of it was handed over
   * @return why it cannot be done here; empty when it was done
   */
  private static Optional<Impossible> make(
      Change change, Workspace.TrialFiles trialFiles, long handedBytes) throws IOException {
    Path file = trialFiles.file();
    ByteBuffer bytes = trialFiles.newBytes();
    return switch (change) {
      case PWRITE -> overwritten(file, Access.WRITE, bytes);
      case DIRECT_WRITE -> overwritten(file, Access.WRITE_DIRECT, bytes);
      case TRUNCATING_OPEN -> opened(file, Access.READ_TRUNCATED, open -> CHANGED);
      case PUNCH ->
          opened(
              file,
              Access.WRITE,
              open -> {
                RawFile.punchHole(open, 0, trialFiles.sizeBytes());
                return CHANGED;
              });
      case COPY_INTO ->
          filledFrom(
              trialFiles,
              (from, into) -> {
                RawFile.copyRange(from, into, trialFiles.sizeBytes());
                return CHANGED;
              });
      case CLONE_INTO ->
          filledFrom(
              trialFiles,
              (from, into) ->
                  Reflink.cloneInto(from, into)
                      ? CHANGED
                      : Optional.of(new Impossible("the filesystem cannot clone")));
      case MAPPED_STORE -> {
        try (FileMapping mapping = FileMapping.writable(file)) {
          mapping.buffer().put(bytes);
        }
        yield CHANGED;
      }
      case SHORTEN -> truncated(file, SHORTENED_BYTES);
      case TRIM -> truncated(file, handedBytes - TRIMMED_BYTES);
      case REWRITE -> {
        Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING).close();
        yield overwritten(file, Access.WRITE, bytes);
      }
      case RENAME -> {
        Files.move(trialFiles.other(), file, StandardCopyOption.ATOMIC_MOVE);
        yield CHANGED;
      }
      case UNLINK -> {
        Files.delete(file);
        yield CHANGED;
      }
    };
  }

  /** Makes a change on a thread of its own, because it may have to wait for a lease. */
  static Pending start(Change change, Workspace.TrialFiles files, long handedBytes) {
    Pending pending = new Pending(() -> make(change, files, handedBytes));
    Thread.ofPlatform().daemon().name("hazard-writer").start(pending.task);
    return pending;
  }

  static final class Pending {
    private final FutureTask<Optional<Impossible>> task;
    private volatile long nanos;

    private Pending(Callable<Optional<Impossible>> change) {
      this.task =
          new FutureTask<>(() -> {
            long start = System.nanoTime();
            Optional<Impossible> result = change.call();
            nanos = System.nanoTime() - start;
            return result;
          });
    }

    boolean isDone() {
      return task.isDone();
    }

    /** How long the change took, once it is done. */
    long nanos() {
      return nanos;
    }

    /** Waits until it is done; returns why it could not be made. */
    Optional<Impossible> await(long nanosMax) throws IOException {
      try {
        return task.get(nanosMax, TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
      } catch (TimeoutException e) {
        throw new IOException("the writer did not end", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  private interface Step {
    Optional<Impossible> on(LinuxFile file) throws IOException;
  }

  private interface Transfer {
    Optional<Impossible> from(LinuxFile source, LinuxFile target) throws IOException;
  }

  private static Optional<Impossible> opened(Path path, Access access, Step step)
      throws IOException {
    return switch (RawFile.open(path, access)) {
      case Opened.Failed(Errno errno) -> Optional.of(new Impossible("open: " + errno));
      case Opened.File(LinuxFile file) -> {
        try (file) {
          yield step.on(file);
        } catch (KernelException e) {
          if (e.errno() == Errno.EOPNOTSUPP) {
            yield Optional.of(new Impossible("the filesystem does not offer it"));
          }
          throw e;
        }
      }
    };
  }

  /** Gives the file the contents of another of the same filesystem. */
  private static Optional<Impossible> filledFrom(Workspace.TrialFiles trialFiles, Transfer transfer)
      throws IOException {
    return opened(
        trialFiles.other(),
        Access.READ,
        source -> opened(trialFiles.file(), Access.WRITE, target -> transfer.from(source, target)));
  }

  private static Optional<Impossible> truncated(Path path, long sizeBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(sizeBytes);
    }
    return CHANGED;
  }

  private static Optional<Impossible> overwritten(Path path, Access access, ByteBuffer bytes)
      throws IOException {
    return opened(
        path,
        access,
        open -> {
          open.pwrite(bytes, 0);
          return CHANGED;
        });
  }
}
