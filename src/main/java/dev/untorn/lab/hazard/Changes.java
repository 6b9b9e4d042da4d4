package dev.untorn.lab.hazard;

import dev.untorn.lab.hazard.Impossible.NotOffered;
import dev.untorn.lab.hazard.Workspace.TrialFiles;
import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.FileMapping;
import dev.untorn.linux.file.LinuxFile;
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

  private Changes() {}

  /**
   * A change that was made.
   *
   * @param impossible why it could not be made
   * @param nanos how long it took
   */
  record Made(Optional<Impossible> impossible, long nanos) {}

  /**
   * Changes a file to all new bytes, or to fewer, on a thread of its own: opening it waits while
   * somebody has a lease.
   *
   * @param handedBytes how much of it was handed over
   */
  static FutureTask<Made> start(Change change, TrialFiles files, long handedBytes) {
    FutureTask<Made> pending =
        new FutureTask<>(() -> {
          long start = System.nanoTime();
          Optional<Impossible> impossible = tried(change, files, handedBytes);
          return new Made(impossible, System.nanoTime() - start);
        });
    Thread.ofPlatform().daemon().name("hazard-writer").start(pending);
    return pending;
  }

  static Made await(FutureTask<Made> pending, long nanosMax) throws IOException {
    try {
      return pending.get(nanosMax, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the writer did not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Optional<Impossible> tried(Change change, TrialFiles files, long handedBytes)
      throws IOException {
    try {
      make(change, files, handedBytes);
      return Optional.empty();
    } catch (NotOffered e) {
      return Optional.of(e.impossible());
    } catch (KernelException e) {
      if (e.errno() == Errno.EOPNOTSUPP) {
        return Optional.of(new Impossible("the filesystem does not offer it"));
      }
      throw e;
    }
  }

  private static void make(Change change, TrialFiles files, long handedBytes)
      throws IOException, NotOffered {
    Path path = files.file();
    ByteBuffer bytes = files.newBytes();
    switch (change) {
      case PWRITE -> overwrite(path, Access.WRITE, bytes);
      case DIRECT_WRITE -> overwrite(path, Access.WRITE_DIRECT, bytes);
      case TRUNCATING_OPEN -> open(path, Access.READ_TRUNCATED).close();
      case PUNCH -> {
        try (LinuxFile file = open(path, Access.WRITE)) {
          RawFile.punchHole(file, 0, files.sizeBytes());
        }
      }
      case COPY_INTO, CLONE_INTO -> {
        try (LinuxFile from = open(files.other(), Access.READ);
            LinuxFile into = open(path, Access.WRITE)) {
          if (change == Change.COPY_INTO) {
            RawFile.copyRange(from, into, files.sizeBytes());
          } else if (!Reflink.cloneInto(from, into)) {
            throw new NotOffered("the filesystem cannot clone");
          }
        }
      }
      case MAPPED_STORE -> {
        try (FileMapping mapping = FileMapping.writable(path)) {
          mapping.buffer().put(bytes);
        }
      }
      case SHORTEN -> truncate(path, SHORTENED_BYTES);
      case TRIM -> truncate(path, handedBytes - TRIMMED_BYTES);
      case REWRITE -> {
        Files.newOutputStream(path, StandardOpenOption.TRUNCATE_EXISTING).close();
        overwrite(path, Access.WRITE, bytes);
      }
      case RENAME -> Files.move(files.other(), path, StandardCopyOption.ATOMIC_MOVE);
      case UNLINK -> Files.delete(path);
    }
  }

  private static LinuxFile open(Path path, Access access) throws NotOffered {
    return Impossible.opened("open", RawFile.open(path, access));
  }

  private static void truncate(Path path, long sizeBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(sizeBytes);
    }
  }

  private static void overwrite(Path path, Access access, ByteBuffer bytes)
      throws IOException, NotOffered {
    try (LinuxFile file = open(path, access)) {
      file.pwrite(bytes, 0);
    }
  }
}
