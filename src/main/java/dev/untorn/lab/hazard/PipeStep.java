package dev.untorn.lab.hazard;

import dev.untorn.linux.lab.KernelPipe;
import dev.untorn.linux.net.SocketOut;
import dev.untorn.linux.net.TcpSocket;
import java.io.IOException;

/** splice(2) through a pipe. What is still in the pipe when the socket is full is not counted. */
final class PipeStep implements Handover.Step {
  /** The most that the kernel gives a user without privileges (fs.pipe-max-size). */
  static final int PIPE_SIZE_BYTES = 1024 * 1024;

  private final Source source;
  private final KernelPipe pipe;
  private long inPipeBytes;

  /** Where the pages come from. */
  interface Source {
    /** Returns how many bytes the pipe took. */
    long fill(KernelPipe pipe, long offset, long sizeBytes) throws IOException;
  }

  private PipeStep(Source source, KernelPipe pipe) {
    this.source = source;
    this.pipe = pipe;
  }

  /**
   * Makes a pipe.
   *
   * @param closing closes the source
   */
  static Handover handover(Runnable closing, Source source) throws IOException {
    KernelPipe pipe = KernelPipe.create(PIPE_SIZE_BYTES);
    return new Handover(
        new PipeStep(source, pipe),
        () -> {
          pipe.close();
          closing.run();
        });
  }

  @Override
  public long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException {
    if (inPipeBytes == 0) {
      inPipeBytes = source.fill(pipe, offset, Math.min(sizeBytes, pipe.sizeBytes()));
    }
    long moved = pipe.drainTo(socket, inPipeBytes);
    if (moved != SocketOut.FULL) {
      inPipeBytes -= moved;
    }
    return moved;
  }
}
