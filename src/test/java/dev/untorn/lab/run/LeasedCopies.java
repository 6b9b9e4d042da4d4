package dev.untorn.lab.run;

import dev.untorn.lab.target.ResponseBehaviour;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.RawFile;
import dev.untorn.linux.file.RawFile.Access;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers read piece by piece from the live file, as their client takes them, under a lease that is
 * held to the end.
 */
final class LeasedCopies implements ResponseBehaviour {
  private static final int PIECE_BYTES = 16 * 1024;
  private static final long BETWEEN_TRIES_NANOS = 1_000_000;

  private final Set<Lease> held = ConcurrentHashMap.newKeySet();

  /** A fault: writers need not wait any longer, while answers go on. */
  void dropAll() {
    held.forEach(Lease::release);
  }

  @Override
  public void respond(String request, Path path, SocketChannel client) throws IOException {
    switch (RawFile.open(path, Access.READ)) {
      case Opened.File(LinuxFile file) -> {
        try (file;
            FileChannel bytes = FileChannel.open(path, StandardOpenOption.READ)) {
          Lease lease = take(file);
          held.add(lease);
          try {
            answer(bytes, client);
          } finally {
            held.remove(lease);
            lease.release();
          }
        }
      }
      case Opened.Failed(var errno) -> throw new IOException(path + ": " + errno);
    }
  }

  static Lease take(LinuxFile file) {
    while (true) {
      if (Lease.tryTake(file) instanceof Lease.Attempt.Granted(Lease lease)) {
        return lease;
      }
      LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
    }
  }

  private static void answer(FileChannel file, SocketChannel client) throws IOException {
    client.setOption(StandardSocketOptions.SO_SNDBUF, PIECE_BYTES);
    long length = file.size();
    ResponseBehaviour.send(client, "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    for (long at = 0; at < length; ) {
      int read = file.read(piece.clear(), at);
      if (read <= 0) {
        throw new IOException("the file became shorter");
      }
      at += read;
      piece.flip();
      while (piece.hasRemaining()) {
        client.write(piece);
      }
    }
  }
}
