package dev.untorn.lab.hazard;

import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.FileMapping;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.RawFile;
import dev.untorn.linux.file.RawFile.Access;
import dev.untorn.linux.file.Reflink;
import dev.untorn.linux.lab.KernelPipe;
import dev.untorn.linux.net.SocketOut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Makes each {@link Way} ready. */
final class Handovers {
  /** What servers without sendfile commonly read at once. */
  private static final int PIECE_BYTES = 64 * 1024;

  /** The most that the kernel gives a user without privileges (fs.pipe-max-size). */
  static final int PIPE_SIZE_BYTES = 1024 * 1024;

  private Handovers() {}

  /** A way made ready for one file, or why it is not offered here. */
  sealed interface Preparation permits Handover, Impossible {}

  static Preparation prepare(Way way, Path file) throws IOException {
    return switch (way) {
      case SENDFILE -> opened(file, Access.READ, open -> fromFile(open, open::close));
      case DIRECT -> opened(file, Access.READ_DIRECT, Handovers::direct);
      case READ_WRITE -> opened(file, Access.READ, Handovers::throughMemory);
      case SPLICE ->
          opened(
              file,
              Access.READ,
              open -> throughPipe(open::close, (pipe, at, size) -> pipe.fillFrom(open, at, size)));
      case VMSPLICE ->
          mapped(
              file,
              open ->
                  throughPipe(
                      open::close, (pipe, at, size) -> pipe.fillFrom(part(open, at, size))));
      case MAPPED ->
          mapped(
              file,
              open ->
                  new Handover(
                      (socket, offset, size) -> socket.send(part(open, offset, size)),
                      open::close));
      case LEASED -> opened(file, Access.READ, open -> leased(open, false));
      case LEASED_UNTIL_ACKED -> opened(file, Access.READ, open -> leased(open, true));
      case CLONE -> opened(file, Access.READ, open -> copied(open, unnamedBeside(file), true));
      case UNNAMED -> opened(file, Access.READ, open -> copied(open, unnamedBeside(file), false));
      case MEMFD -> opened(file, Access.READ, Handovers::sealed);
    };
  }

  private interface Maker<T> {
    Preparation from(T open) throws IOException;
  }

  private static Preparation opened(Path path, Access access, Maker<LinuxFile> maker)
      throws IOException {
    return switch (RawFile.open(path, access)) {
      case Opened.Failed(var errno) -> new Impossible("open: " + errno);
      case Opened.File(LinuxFile file) -> closedUnlessReady(file, file::close, maker);
    };
  }

  private static Preparation mapped(Path path, Maker<FileMapping> maker) throws IOException {
    FileMapping mapping = FileMapping.readOnly(path);
    return closedUnlessReady(mapping, mapping::close, maker);
  }

  private static <T> Preparation closedUnlessReady(T open, Runnable closing, Maker<T> maker)
      throws IOException {
    boolean ready = false;
    try {
      Preparation preparation = maker.from(open);
      ready = preparation instanceof Handover;
      return preparation;
    } finally {
      if (!ready) {
        closing.run();
      }
    }
  }

  private static ByteBuffer part(FileMapping mapping, long offset, long sizeBytes) {
    return mapping.buffer().slice((int) offset, (int) sizeBytes);
  }

  private static Handover.Step sendFile(LinuxFile file) {
    return (socket, offset, size) -> SocketOut.sendFile(socket.fd(), file, offset, size);
  }

  private static Handover fromFile(LinuxFile file, Runnable closing) {
    return new Handover(sendFile(file), closing);
  }

  /**
   * When the socket takes a part that does not end with a disk block, no more can be handed over:
   * the kernel refuses the next offset (EINVAL).
   */
  private static Handover direct(LinuxFile file) {
    return new Handover(
        (socket, offset, size) ->
            offset % Workspace.DIRECT_ALIGNMENT_BYTES == 0
                ? SocketOut.sendFile(socket.fd(), file, offset, size)
                : SocketOut.FULL,
        file::close);
  }

  /** Piece by piece, as the socket takes it. */
  private static Handover throughMemory(LinuxFile file) {
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    return new Handover(
        (socket, offset, size) -> {
          piece.clear().limit((int) Math.min(piece.capacity(), size));
          file.pread(piece, offset);
          return socket.send(piece.flip());
        },
        file::close);
  }

  /** Fills a pipe; returns how many bytes it took. */
  private interface Filling {
    long fill(KernelPipe pipe, long offset, long sizeBytes) throws IOException;
  }

  /** splice(2): what is still in the pipe when the socket is full is not counted. */
  private static Handover throughPipe(Runnable closing, Filling filling) throws IOException {
    KernelPipe pipe = KernelPipe.create(PIPE_SIZE_BYTES);
    AtomicLong inPipeBytes = new AtomicLong();
    return new Handover(
        (socket, offset, size) -> {
          if (inPipeBytes.get() == 0) {
            inPipeBytes.set(filling.fill(pipe, offset, Math.min(size, pipe.sizeBytes())));
          }
          long moved = pipe.drainTo(socket, inPipeBytes.get());
          inPipeBytes.addAndGet(moved == SocketOut.FULL ? 0 : -moved);
          return moved;
        },
        () -> {
          pipe.close();
          closing.run();
        });
  }

  private static Preparation leased(LinuxFile file, boolean endsWhenAcknowledged) {
    return switch (Lease.tryTake(file)) {
      case Lease.Attempt.Granted(Lease lease) ->
          new Handover(sendFile(file), file::close, Optional.of(lease), endsWhenAcknowledged);
      case Lease.Attempt.Refused(var refusal) -> new Impossible("no lease: " + refusal);
    };
  }

  private static Opened unnamedBeside(Path file) {
    Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a parent");
    return switch (LinuxFile.openDirectory(parent)) {
      case Opened.Failed failed -> failed;
      case Opened.File(LinuxFile directory) -> {
        try (directory) {
          yield AnonymousFile.inDirectory(directory);
        }
      }
    };
  }

  private static Preparation copied(LinuxFile source, Opened target, boolean clone)
      throws IOException {
    return switch (target) {
      case Opened.Failed(var errno) -> new Impossible("no file without a name: " + errno);
      case Opened.File(LinuxFile copy) ->
          closedUnlessReady(copy, copy::close, into -> filled(source, into, clone));
    };
  }

  private static Preparation filled(LinuxFile source, LinuxFile copy, boolean clone)
      throws IOException {
    if (!clone) {
      copyBytes(source, copy);
    } else if (!Reflink.cloneInto(source, copy)) {
      return new Impossible("the filesystem cannot clone");
    }
    return fromCopy(source, copy);
  }

  private static Preparation sealed(LinuxFile source) throws IOException {
    return switch (AnonymousFile.inMemory()) {
      case Opened.Failed(var errno) -> new Impossible("no memfd: " + errno);
      case Opened.File(LinuxFile memory) ->
          closedUnlessReady(
              memory,
              memory::close,
              copy -> {
                copyBytes(source, copy);
                AnonymousFile.seal(copy);
                return fromCopy(source, copy);
              });
    };
  }

  /** The source stays open only as long as in a server. */
  private static Handover fromCopy(LinuxFile source, LinuxFile copy) {
    return fromFile(
        copy,
        () -> {
          copy.close();
          source.close();
        });
  }

  /** Through memory: the kernel's own copy may share extents, which is another way. */
  private static void copyBytes(LinuxFile source, LinuxFile copy) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) source.stat().sizeBytes());
    while (buffer.hasRemaining()) {
      if (source.pread(buffer, buffer.position()) == 0) {
        throw new IOException("the file is shorter than a moment before");
      }
    }
    copy.pwrite(buffer.flip(), 0);
  }
}
