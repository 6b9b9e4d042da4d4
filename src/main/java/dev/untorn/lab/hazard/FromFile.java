package dev.untorn.lab.hazard;

import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.SocketOut;
import dev.untorn.linux.TcpSocket;
import java.io.IOException;

/** sendfile(2) from a descriptor, whatever is behind it. */
record FromFile(LinuxFile file) implements Handover {
  @Override
  public long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException {
    return SocketOut.sendFile(socket.fd(), file, offset, sizeBytes);
  }

  @Override
  public void close() {
    file.close();
  }
}
