package dev.untorn.lab.run;

import dev.untorn.lab.target.ResponseBehaviour;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.RawFile;
import dev.untorn.linux.file.RawFile.Access;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers by sendfile from the live file, under a lease that ends when all is acknowledged: right
 * where a device copies what it sends, and wrong for peers on the same host.
 */
final class LeasedUntilAcknowledged implements ResponseBehaviour {
  private static final Path CONNECTIONS = Path.of("/proc/thread-self/net/tcp");
  private static final long BETWEEN_LOOKS_NANOS = 1_000_000;

  @Override
  public void respond(String request, Path path, SocketChannel client) throws IOException {
    switch (RawFile.open(path, Access.READ)) {
      case Opened.File(LinuxFile file) -> {
        try (file) {
          Lease lease = LeasedCopies.take(file);
          try {
            LIVE.respond(request, path, client);
            awaitAcknowledged(client);
          } finally {
            lease.release();
          }
        }
      }
      case Opened.Failed(var errno) -> throw new IOException(path + ": " + errno);
    }
  }

  /** Until the connection's send queue is empty, or it is gone. */
  private static void awaitAcknowledged(SocketChannel client) throws IOException {
    int local = ((InetSocketAddress) client.getLocalAddress()).getPort();
    int peer = ((InetSocketAddress) client.getRemoteAddress()).getPort();
    while (Files.readAllLines(CONNECTIONS).stream()
        .map(line -> line.strip().split(" +", -1))
        .filter(fields -> port(fields[1]) == local && port(fields[2]) == peer)
        .anyMatch(fields -> !fields[4].startsWith("00000000:"))) {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  /** Of an address like 0100007F:1F90; -1 of the table's head. */
  private static int port(String address) {
    int colon = address.indexOf(':');
    return colon < 0 ? -1 : Integer.parseInt(address.substring(colon + 1), 16);
  }
}
