package dev.untorn.server.probe;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.net.SocketOut;
import dev.untorn.linux.net.TcpSocket;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Tests whether sendfile sends the file's own pages: sends a file over loopback to a peer that does
 * not read yet, overwrites it, and compares what the peer reads. A future kernel may copy.
 */
final class SharedPages {
  private static final Inet4Address LOOPBACK = Inet4Address.ofLiteral("127.0.0.1");

  /** Fits the socket buffers, so that nothing blocks. */
  private static final int SIZE_BYTES = 16 * 1024;

  private static final int RECEIVE_TIMEOUT_SECONDS = 5;

  private SharedPages() {}

  /**
   * @param file writable and owned by the experiment
   */
  static Fact of(LinuxFile file) {
    try (TcpSocket listener = TcpSocket.listen(LOOPBACK);
        TcpSocket receiver =
            TcpSocket.connect(LOOPBACK, listener.port(), 2 * SIZE_BYTES, RECEIVE_TIMEOUT_SECONDS);
        TcpSocket sender = listener.accept(2 * SIZE_BYTES)) {
      file.pwrite(filled("A"), 0);
      long sent = SocketOut.sendFile(sender.fd(), file, 0, SIZE_BYTES);
      file.pwrite(filled("B"), 0);
      return sent <= 0 ? Topic.SHARED_PAGES.plain("took nothing") : judge(receiver, sent);
    } catch (IOException e) {
      return Topic.SHARED_PAGES.plain("not tried: " + e.getMessage());
    }
  }

  private static Fact judge(TcpSocket receiver, long sentBytes) throws IOException {
    ByteBuffer received = ByteBuffer.allocateDirect((int) sentBytes);
    while (received.hasRemaining() && receiver.receive(received) > 0) {
      // Until all is there, or the stream's end.
    }
    int changed = 0;
    for (int i = 0; i < received.position(); i++) {
      changed += received.get(i) == 'B' ? 1 : 0;
    }
    return changed > 0
        ? Topic.SHARED_PAGES.plain(
            "shares pages: %d of %d bytes changed after they were sent"
                .formatted(changed, received.position()))
        : Topic.SHARED_PAGES.good(
            "copies: none of %d bytes changed after they were sent".formatted(received.position()));
  }

  private static ByteBuffer filled(String with) {
    byte[] bytes = with.repeat(SIZE_BYTES).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(SIZE_BYTES).put(bytes).flip();
  }
}
