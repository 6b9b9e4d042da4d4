package dev.untorn.lab.hazard;

import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.TcpSocket;
import java.io.IOException;
import java.nio.ByteBuffer;

/** pread(2) into memory of its own, piece by piece as the socket takes it, then send(2). */
final class FromMemory implements Handover {
  /** What servers without sendfile commonly read at once. */
  private static final int PIECE_SIZE_BYTES = 64 * 1024;

  private final LinuxFile file;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_SIZE_BYTES);

  FromMemory(LinuxFile file) {
    this.file = file;
  }

  @Override
  public long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException {
    piece.clear().limit((int) Math.min(piece.capacity(), sizeBytes));
    file.pread(piece, offset);
    return socket.send(piece.flip());
  }

  @Override
  public void close() {
    file.close();
  }
}
