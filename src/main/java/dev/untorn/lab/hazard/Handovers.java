package dev.untorn.lab.hazard;

import dev.untorn.lab.hazard.Handover.Preparation;
import dev.untorn.lab.hazard.Handover.Preparation.Impossible;
import dev.untorn.lab.hazard.Handover.Preparation.Ready;
import dev.untorn.linux.Anonymous;
import dev.untorn.linux.Lease;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.Opened;
import dev.untorn.linux.RawFile;
import dev.untorn.linux.RawFile.Access;
import dev.untorn.linux.Reflink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Makes each {@link Way} ready. */
final class Handovers {
  private Handovers() {}

  static Preparation prepare(Way way, Path file) throws IOException {
    return switch (way) {
      case SENDFILE -> opened(file, Access.READ, open -> new Ready(new FromFile(open)));
      case DIRECT -> opened(file, Access.READ_DIRECT, open -> new Ready(new FromDirect(open)));
      case READ_WRITE -> opened(file, Access.READ, open -> new Ready(new FromMemory(open)));
      case SPLICE -> opened(file, Access.READ, open -> new Ready(FromPipe.ofFile(open)));
      case VMSPLICE -> new Ready(FromPipe.ofMapping(file));
      case MAPPED -> new Ready(new FromMapping(file));
      case LEASED -> opened(file, Access.READ, open -> leased(open, false));
      case LEASED_UNTIL_ACKED -> opened(file, Access.READ, open -> leased(open, true));
      case CLONE -> opened(file, Access.READ, open -> copied(open, unnamedBeside(file), true));
      case UNNAMED -> opened(file, Access.READ, open -> copied(open, unnamedBeside(file), false));
      case MEMFD -> opened(file, Access.READ, Handovers::sealed);
    };
  }

  private interface Step {
    Preparation with(LinuxFile open) throws IOException;
  }

  /** Opens, and closes again unless the step took the file over into something that is ready. */
  private static Preparation opened(Path path, Access access, Step step) throws IOException {
    return switch (RawFile.open(path, access)) {
      case Opened.Failed(var errno) -> new Impossible("open: " + errno);
      case Opened.File(LinuxFile file) -> takenOver(file, step);
    };
  }

  private static Preparation takenOver(LinuxFile file, Step step) throws IOException {
    boolean ready = false;
    try {
      Preparation preparation = step.with(file);
      ready = preparation instanceof Ready;
      return preparation;
    } finally {
      if (!ready) {
        file.close();
      }
    }
  }

  private static Preparation leased(LinuxFile file, boolean endsWhenAcknowledged) {
    return switch (Lease.tryTake(file)) {
      case Lease.Attempt.Granted(Lease lease) ->
          new Ready(new FromLeased(file, lease, endsWhenAcknowledged));
      case Lease.Attempt.Refused(var refusal) -> new Impossible("no lease: " + refusal);
    };
  }

  private static Opened unnamedBeside(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("the root is not a file");
    }
    return switch (LinuxFile.openDirectory(parent)) {
      case Opened.Failed failed -> failed;
      case Opened.File(LinuxFile directory) -> {
        try (directory) {
          yield Anonymous.inDirectory(directory);
        }
      }
    };
  }

  private static Preparation copied(LinuxFile source, Opened target, boolean clone)
      throws IOException {
    return switch (target) {
      case Opened.Failed(var errno) -> new Impossible("no file without a name: " + errno);
      case Opened.File(LinuxFile copy) -> takenOver(copy, into -> filled(source, into, clone));
    };
  }

  private static Preparation filled(LinuxFile source, LinuxFile copy, boolean clone)
      throws IOException {
    if (!clone) {
      copyBytes(source, copy);
    } else if (!Reflink.cloneInto(source, copy)) {
      return new Impossible("the filesystem cannot clone");
    }
    return new Ready(new FromCopy(source, copy));
  }

  private static Preparation sealed(LinuxFile source) throws IOException {
    return switch (Anonymous.inMemory()) {
      case Opened.Failed(var errno) -> new Impossible("no memfd: " + errno);
      case Opened.File(LinuxFile memory) ->
          takenOver(
              memory,
              copy -> {
                copyBytes(source, copy);
                Anonymous.seal(copy);
                return new Ready(new FromCopy(source, copy));
              });
    };
  }

  /** Through memory: a kernel's own copy may share extents, which is another way. */
  private static void copyBytes(LinuxFile source, LinuxFile copy) throws IOException {
    ByteBuffer buffer = contents(source);
    copy.pwrite(buffer, 0);
  }

  /** A whole file in a direct buffer. */
  static ByteBuffer contents(LinuxFile file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) file.stat().sizeBytes());
    while (buffer.hasRemaining()) {
      if (file.pread(buffer, buffer.position()) == 0) {
        throw new IOException("the file is shorter than a moment before");
      }
    }
    return buffer.flip();
  }
}
