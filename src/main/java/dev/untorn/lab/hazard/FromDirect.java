package dev.untorn.lab.hazard;

import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.SocketOut;
import dev.untorn.linux.TcpSocket;
import java.io.IOException;

/**
 * sendfile(2) from a descriptor opened with O_DIRECT. When the socket takes a part that does not
 * end with a disk block, the way is at its end: the kernel refuses the next offset (EINVAL).
 */
record FromDirect(LinuxFile file) implements Handover {
  @Override
  public long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException {
    return offset % Workspace.DIRECT_ALIGNMENT_BYTES == 0
        ? SocketOut.sendFile(socket.fd(), file, offset, sizeBytes)
        : SocketOut.FULL;
  }

  @Override
  public void close() {
    file.close();
  }
}
