package dev.untorn.lab.target;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How the lab's own server answers a GET. Called on many threads. */
@FunctionalInterface
public interface ResponseBehaviour {
  /** Opens the file, sends its length, then its bytes by sendfile, as nearly every server does. */
  ResponseBehaviour LIVE =
      (request, path, client) -> {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
          long length = file.size();
          send(client, "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
          sendFile(client, file, 0, length);
        }
      };

  /** An exception closes the connection. */
  void respond(String request, Path path, SocketChannel client) throws IOException;

  static void sendFile(SocketChannel client, FileChannel file, long from, long to)
      throws IOException {
    for (long at = from; at < to; ) {
      long sent = file.transferTo(at, to - at, client);
      if (sent <= 0) {
        throw new IOException("the file became shorter");
      }
      at += sent;
    }
  }

  static void send(SocketChannel client, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }
}
