package dev.untorn.lab.hazard;

import dev.untorn.lab.hazard.Impossible.NotOffered;
import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.FileMapping;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.RawFile;
import dev.untorn.linux.file.RawFile.Access;
import dev.untorn.linux.file.Reflink;
import dev.untorn.linux.lab.KernelPipe;
import dev.untorn.linux.net.SocketOut;
import dev.untorn.linux.net.TcpSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Makes each {@link Way} ready. */
final class Handovers {
  /** What servers without sendfile commonly read at once. */
  private static final int PIECE_BYTES = 64 * 1024;

  /** The most that the kernel gives a user without privileges (fs.pipe-max-size). */
  static final int PIPE_SIZE_BYTES = 1024 * 1024;

  private final Path path;

  /** Closes what was opened, the last first. */
  private final Deque<Runnable> closing = new ArrayDeque<>();

  private Handovers(Path path) {
    this.path = path;
  }

  /** A way made ready for one file, or why it is not offered here. */
  sealed interface Preparation permits Handover, Impossible {}

  static Preparation prepare(Way way, Path path) throws IOException {
    Handovers handovers = new Handovers(path);
    boolean ready = false;
    try {
      Handover handover = handovers.prepare(way);
      ready = true;
      return handover;
    } catch (NotOffered e) {
      return e.impossible();
    } finally {
      if (!ready) {
        handovers.closing.forEach(Runnable::run);
      }
    }
  }

  private Handover prepare(Way way) throws IOException, NotOffered {
    return switch (way) {
      case SENDFILE -> sendFile(open(Access.READ));
      case DIRECT -> direct(open(Access.READ_DIRECT));
      case READ_WRITE -> throughMemory(open(Access.READ));
      case SPLICE -> {
        LinuxFile file = open(Access.READ);
        yield throughPipe((pipe, offset, size) -> pipe.fillFrom(file, offset, size));
      }
      case VMSPLICE -> {
        FileMapping mapping = map();
        yield throughPipe((pipe, offset, size) -> pipe.fillFrom(part(mapping, offset, size)));
      }
      case MAPPED -> {
        FileMapping mapping = map();
        yield handover((socket, offset, size) -> socket.send(part(mapping, offset, size)));
      }
      case LEASED -> leased(open(Access.READ), false);
      case LEASED_UNTIL_ACKED -> leased(open(Access.READ), true);
      case CLONE -> {
        LinuxFile source = open(Access.READ);
        LinuxFile copy = unnamed();
        if (!Reflink.cloneInto(source, copy)) {
          throw new NotOffered("the filesystem cannot clone");
        }
        yield sendFile(copy);
      }
      case UNNAMED -> {
        LinuxFile source = open(Access.READ);
        yield sendFile(filled(unnamed(), source));
      }
      case MEMFD -> {
        LinuxFile source = open(Access.READ);
        LinuxFile copy =
            filled(kept(Impossible.opened("no memfd", AnonymousFile.inMemory())), source);
        AnonymousFile.seal(copy);
        yield sendFile(copy);
      }
    };
  }

  private LinuxFile kept(LinuxFile file) {
    closing.push(file::close);
    return file;
  }

  private LinuxFile open(Access access) throws NotOffered {
    return kept(Impossible.opened("open", RawFile.open(path, access)));
  }

  private FileMapping map() throws IOException {
    FileMapping mapping = FileMapping.readOnly(path);
    closing.push(mapping::close);
    return mapping;
  }

  private static ByteBuffer part(FileMapping mapping, long offset, long sizeBytes) {
    return mapping.buffer().slice((int) offset, (int) sizeBytes);
  }

  /** A file without a name, beside the other. */
  private LinuxFile unnamed() throws NotOffered {
    Path parent = Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file has a parent");
    String what = "no file without a name";
    try (LinuxFile directory = Impossible.opened(what, LinuxFile.openDirectory(parent))) {
      return kept(Impossible.opened(what, AnonymousFile.inDirectory(directory)));
    }
  }

  /** Copies through memory: the kernel's own copy may share extents, which is another way. */
  private static LinuxFile filled(LinuxFile copy, LinuxFile source) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) source.stat().sizeBytes());
    while (buffer.hasRemaining()) {
      if (source.pread(buffer, buffer.position()) == 0) {
        throw new IOException("the file is shorter than a moment before");
      }
    }
    copy.pwrite(buffer.flip(), 0);
    return copy;
  }

  private Handover handover(Handover.Step step) {
    return new Handover(step, Optional.empty(), false);
  }

  private static Handover.Step sending(LinuxFile file) {
    return (socket, offset, size) -> SocketOut.sendFile(socket.fd(), file, offset, size);
  }

  private Handover sendFile(LinuxFile file) {
    return handover(sending(file));
  }

  /**
   * When the socket takes a part that does not end with a disk block, no more can be handed over:
   * the kernel refuses the next offset (EINVAL).
   */
  private Handover direct(LinuxFile file) {
    Handover.Step sending = sending(file);
    return handover((socket, offset, size) ->
        offset % Workspace.DIRECT_ALIGNMENT_BYTES == 0
            ? sending.handOver(socket, offset, size)
            : SocketOut.FULL);
  }

  /** Piece by piece, as the socket takes it. */
  private Handover throughMemory(LinuxFile file) {
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    return handover((socket, offset, size) -> {
      piece.clear().limit((int) Math.min(piece.capacity(), size));
      file.pread(piece, offset);
      return socket.send(piece.flip());
    });
  }

  /** Fills a pipe; returns how many bytes it took. */
  private interface Filling {
    long fill(KernelPipe pipe, long offset, long sizeBytes) throws IOException;
  }

  /** splice(2): what is still in the pipe when the socket is full is not counted. */
  private Handover throughPipe(Filling filling) throws IOException {
    KernelPipe pipe = KernelPipe.create(PIPE_SIZE_BYTES);
    closing.push(pipe::close);
    AtomicLong inPipeBytes = new AtomicLong();
    return handover((socket, offset, size) -> {
      if (inPipeBytes.get() == 0) {
        inPipeBytes.set(filling.fill(pipe, offset, Math.min(size, pipe.sizeBytes())));
      }
      long moved = pipe.drainTo(socket, inPipeBytes.get());
      inPipeBytes.addAndGet(moved == SocketOut.FULL ? 0 : -moved);
      return moved;
    });
  }

  private Handover leased(LinuxFile file, boolean endsWhenAcknowledged) throws NotOffered {
    return switch (Lease.tryTake(file)) {
      case Lease.Attempt.Granted(Lease lease) ->
          new Handover(sending(file), Optional.of(lease), endsWhenAcknowledged);
      case Lease.Attempt.Refused(var refusal) -> throw new NotOffered("no lease: " + refusal);
    };
  }

  /** A {@link Way} made ready for one file. For one thread; closing it closes what it opened. */
  final class Handover implements Preparation, AutoCloseable {
    private final Step step;
    private final Optional<Lease> lease;
    private final boolean endsWhenAcknowledged;
    private boolean released;

    interface Step {
      /**
       * Hands over a part of what is missing.
       *
       * @return bytes that the socket took, or {@link SocketOut#FULL}
       */
      long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException;
    }

    /**
     * Makes one.
     *
     * @param lease under which the bytes are handed over
     * @param endsWhenAcknowledged whether the lease is to end as soon as everything is
     *     acknowledged, read or not
     */
    Handover(Step step, Optional<Lease> lease, boolean endsWhenAcknowledged) {
      this.step = step;
      this.lease = lease;
      this.endsWhenAcknowledged = endsWhenAcknowledged;
    }

    long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException {
      return step.handOver(socket, offset, sizeBytes);
    }

    /** Whether a writer waits for the lease. */
    boolean keepsWriterWaiting() {
      return !released && lease.isPresent() && !lease.get().stands();
    }

    boolean endsWhenAcknowledged() {
      return endsWhenAcknowledged;
    }

    /** Lets writers go on, once nothing is handed over any more. */
    void releaseLease() {
      if (!released) {
        released = true;
        lease.ifPresent(Lease::release);
      }
    }

    @Override
    public void close() {
      releaseLease();
      closing.forEach(Runnable::run);
    }
  }
}
