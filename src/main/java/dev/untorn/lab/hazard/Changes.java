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
  static Optional<Impossible> make(Change change, Scene scene, long handedBytes)
      throws IOException {
    Path file = scene.file();
    ByteBuffer bytes = scene.newBytes();
    return switch (change) {
      case PWRITE -> overwritten(file, Access.WRITE, bytes);
      case DIRECT_WRITE -> overwritten(file, Access.WRITE_DIRECT, bytes);
      case TRUNCATING_OPEN -> opened(file, Access.READ_TRUNCATED, open -> CHANGED);
      case PUNCH ->
          opened(
              file,
              Access.WRITE,
              open -> {
                RawFile.punchHole(open, 0, scene.sizeBytes());
                return CHANGED;
              });
      case COPY_INTO ->
          filledFrom(
              scene,
              (from, into) -> {
                RawFile.copyRange(from, into, scene.sizeBytes());
                return CHANGED;
              });
      case CLONE_INTO ->
          filledFrom(
              scene,
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
        Files.move(scene.other(), file, StandardCopyOption.ATOMIC_MOVE);
        yield CHANGED;
      }
      case UNLINK -> {
        Files.delete(file);
        yield CHANGED;
      }
    };
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
  private static Optional<Impossible> filledFrom(Scene scene, Transfer transfer)
      throws IOException {
    return opened(
        scene.other(),
        Access.READ,
        source -> opened(scene.file(), Access.WRITE, target -> transfer.from(source, target)));
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
