package dev.untorn.lab.hazard;

import dev.untorn.linux.FileMapping;
import dev.untorn.linux.KernelPipe;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.SocketOut;
import dev.untorn.linux.TcpSocket;
import java.io.IOException;
import java.nio.file.Path;

/** splice(2) through a pipe. What is still in the pipe when the socket is full is not counted. */
final class FromPipe implements Handover {
  /** The most that the kernel gives a user without privileges (fs.pipe-max-size). */
  static final int PIPE_SIZE_BYTES = 1024 * 1024;

  private interface Source extends AutoCloseable {
    long fill(KernelPipe pipe, long offset, long sizeBytes) throws IOException;

    @Override
    void close();
  }

  private record OfFile(LinuxFile file) implements Source {
    @Override
    public long fill(KernelPipe pipe, long offset, long sizeBytes) throws IOException {
      return pipe.fillFrom(file, offset, sizeBytes);
    }

    @Override
    public void close() {
      file.close();
    }
  }

  private record OfMapping(FileMapping mapping) implements Source {
    @Override
    public long fill(KernelPipe pipe, long offset, long sizeBytes) throws IOException {
      return pipe.fillFrom(mapping.buffer().slice((int) offset, (int) sizeBytes));
    }

    @Override
    public void close() {
      mapping.close();
    }
  }

  private final Source source;
  private final KernelPipe pipe;
  private long inPipeBytes;

  private FromPipe(Source source) throws IOException {
    this.source = source;
    this.pipe = KernelPipe.create(PIPE_SIZE_BYTES);
  }

  /** Pages of the page cache, found by their file. */
  static Handover ofFile(LinuxFile file) throws IOException {
    return new FromPipe(new OfFile(file));
  }

  /** The same pages, found by an address: vmsplice(2). */
  static Handover ofMapping(Path file) throws IOException {
    FileMapping mapping = FileMapping.readOnly(file);
    try {
      return new FromPipe(new OfMapping(mapping));
    } catch (IOException e) {
      mapping.close();
      throw e;
    }
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

  @Override
  public void close() {
    pipe.close();
    source.close();
  }
}
