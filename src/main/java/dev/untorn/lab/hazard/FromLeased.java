package dev.untorn.lab.hazard;

import dev.untorn.linux.Lease;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.SocketOut;
import dev.untorn.linux.TcpSocket;
import java.io.IOException;

/** sendfile(2) from the live file, under a lease that ends with {@link #close} at the latest. */
final class FromLeased implements Handover {
  private final LinuxFile file;
  private final Lease lease;
  private final boolean endsWhenAcknowledged;
  private boolean released;

  FromLeased(LinuxFile file, Lease lease, boolean endsWhenAcknowledged) {
    this.file = file;
    this.lease = lease;
    this.endsWhenAcknowledged = endsWhenAcknowledged;
  }

  @Override
  public long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException {
    return SocketOut.sendFile(socket.fd(), file, offset, sizeBytes);
  }

  @Override
  public boolean keepsWriterWaiting() {
    return !released && !lease.stands();
  }

  @Override
  public boolean endsWhenAcknowledged() {
    return endsWhenAcknowledged;
  }

  @Override
  public void letGo() {
    if (!released) {
      released = true;
      lease.release();
    }
  }

  @Override
  public void close() {
    letGo();
    file.close();
  }
}
