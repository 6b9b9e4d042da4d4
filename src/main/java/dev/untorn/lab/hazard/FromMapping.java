package dev.untorn.lab.hazard;

import dev.untorn.linux.FileMapping;
import dev.untorn.linux.TcpSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** send(2) from a shared mapping of the live file. */
final class FromMapping implements Handover {
  private final FileMapping mapping;

  FromMapping(Path file) throws IOException {
    this.mapping = FileMapping.readOnly(file);
  }

  @Override
  public long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException {
    ByteBuffer part = mapping.buffer().slice((int) offset, (int) sizeBytes);
    return socket.send(part);
  }

  @Override
  public void close() {
    mapping.close();
  }
}
