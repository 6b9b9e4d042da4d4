package dev.untorn.lab.hazard;

import dev.untorn.linux.Errno;
import dev.untorn.linux.FileMapping;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Opened;
import dev.untorn.linux.RawFile;
import dev.untorn.linux.RawFile.Access;
import dev.untorn.linux.Reflink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Carries out each {@link Change}. */
final class Writers {
  /** What SHORTEN leaves: within the first page. */
  static final int SHORTENED_BYTES = 100;

  /** What TRIM takes from the end of the bytes handed over: within their last page. */
  static final int TRIMMED_BYTES = 1000;

  private Writers() {}

  /** How a change ended. */
  sealed interface Done {
    /** The file is changed. */
    record Changed() implements Done {}

    /** The filesystem does not offer the call. */
    record Impossible(String reason) implements Done {}
  }

  /**
   * Changes a file to all new bytes, or to fewer. Opening it waits while somebody has a lease.
   *
   * @param handedBytes how much of it was handed over
   */
  static Done change(Change change, Scene scene, long handedBytes) throws IOException {
    Path file = scene.file();
    ByteBuffer bytes = scene.newBytes();
    return switch (change) {
      case PWRITE -> opened(file, Access.WRITE, open -> overwrite(open, bytes));
      case DIRECT_WRITE -> opened(file, Access.WRITE_DIRECT, open -> overwrite(open, bytes));
      case TRUNCATING_OPEN -> opened(file, Access.READ_TRUNCATED, open -> new Done.Changed());
      case PUNCH -> opened(file, Access.WRITE, open -> punch(open, scene.sizeBytes()));
      case COPY_INTO -> taken(scene, (from, into) -> copy(from, into, scene.sizeBytes()));
      case CLONE_INTO -> taken(scene, Writers::reflink);
      case MAPPED_STORE -> {
        try (FileMapping mapping = FileMapping.writable(file)) {
          mapping.buffer().put(bytes);
        }
        yield new Done.Changed();
      }
      case SHORTEN -> truncate(file, SHORTENED_BYTES);
      case TRIM -> truncate(file, handedBytes - TRIMMED_BYTES);
      case REWRITE -> {
        Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING).close();
        yield opened(file, Access.WRITE, open -> overwrite(open, bytes));
      }
      case RENAME -> {
        Files.move(scene.other(), file, StandardCopyOption.ATOMIC_MOVE);
        yield new Done.Changed();
      }
      case UNLINK -> {
        Files.delete(file);
        yield new Done.Changed();
      }
    };
  }

  private interface Step {
    Done on(LinuxFile file) throws IOException;
  }

  private interface Transfer {
    Done from(LinuxFile source, LinuxFile target) throws IOException;
  }

  private static Done opened(Path path, Access access, Step step) throws IOException {
    return switch (RawFile.open(path, access)) {
      case Opened.Failed(Errno errno) -> new Done.Impossible("open: " + errno);
      case Opened.File(LinuxFile file) -> {
        try (file) {
          yield step.on(file);
        } catch (KernelException e) {
          if (e.errno() == Errno.EOPNOTSUPP) {
            yield new Done.Impossible("the filesystem does not offer it");
          }
          throw e;
        }
      }
    };
  }

  /** Gives the file the contents of another of the same filesystem. */
  private static Done taken(Scene scene, Transfer transfer) throws IOException {
    return opened(
        scene.other(),
        Access.READ,
        source -> opened(scene.file(), Access.WRITE, target -> transfer.from(source, target)));
  }

  private static Done truncate(Path path, long sizeBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(sizeBytes);
    }
    return new Done.Changed();
  }

  private static Done overwrite(LinuxFile file, ByteBuffer bytes) throws IOException {
    file.pwrite(bytes, 0);
    return new Done.Changed();
  }

  private static Done punch(LinuxFile file, long sizeBytes) throws IOException {
    RawFile.punchHole(file, 0, sizeBytes);
    return new Done.Changed();
  }

  private static Done copy(LinuxFile from, LinuxFile into, long sizeBytes) throws IOException {
    RawFile.copyRange(from, into, sizeBytes);
    return new Done.Changed();
  }

  private static Done reflink(LinuxFile from, LinuxFile into) throws IOException {
    return Reflink.cloneInto(from, into)
        ? new Done.Changed()
        : new Done.Impossible("the filesystem cannot clone");
  }
}
