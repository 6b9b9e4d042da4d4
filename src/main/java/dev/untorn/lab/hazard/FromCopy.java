package dev.untorn.lab.hazard;

import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.SocketOut;
import dev.untorn.linux.TcpSocket;
import java.io.IOException;

/** sendfile(2) from a private copy; the source stays open only as long as in a server. */
record FromCopy(LinuxFile source, LinuxFile copy) implements Handover {
  @Override
  public long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException {
    return SocketOut.sendFile(socket.fd(), copy, offset, sizeBytes);
  }

  @Override
  public void close() {
    copy.close();
    source.close();
  }
}
