package dev.untorn.lab.hazard;

import dev.untorn.linux.Lease;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.SocketOut;
import dev.untorn.linux.TcpSocket;
import java.io.IOException;

/**
 * sendfile(2) from the live file, under a lease that ends with {@link #close} at the latest.
 *
 * @param endsWhenAcknowledged whether the acknowledgement of everything ends it before
 */
record FromLeased(LinuxFile file, Lease lease, boolean endsWhenAcknowledged) implements Handover {
  @Override
  public long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException {
    return SocketOut.sendFile(socket.fd(), file, offset, sizeBytes);
  }

  @Override
  public boolean keepsWriterWaiting() {
    return !lease.stands();
  }

  @Override
  public void letGo() {
    lease.release();
  }

  @Override
  public void close() {
    lease.release();
    file.close();
  }
}
