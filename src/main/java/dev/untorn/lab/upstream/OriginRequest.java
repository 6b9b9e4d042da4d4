package dev.untorn.lab.upstream;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The head of a request without content, of a well-behaved client or proxy. */
public record OriginRequest(String method, String target, HttpHeaders fields) {
  private static final int HEAD_BYTES_MAX = 32 * 1024;
  private static final String END = "\r\n\r\n";

  /** Blocks until a head came; empty at the end of the connection, or if there is none. */
  public static Optional<OriginRequest> read(SocketChannel client) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES_MAX);
    // Nobody here sends the next request before the response.
    while (bytes.hasRemaining() && client.read(bytes) > 0) {
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
      if (text.endsWith(END)) {
        return parse(text);
      }
    }
    return Optional.empty();
  }

  private static Optional<OriginRequest> parse(String text) {
    String[] lines = text.split("\r\n", -1);
    String[] words = lines[0].split(" ", -1);
    if (words.length != 3) {
      return Optional.empty();
    }
    HttpHeaders fields = new DefaultHttpHeaders();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        fields.add(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
      }
    }
    return Optional.of(new OriginRequest(words[0], words[1], fields));
  }

  /** The same without a field. */
  OriginRequest without(CharSequence field) {
    return new OriginRequest(method, target, fields.copy().remove(field));
  }

  boolean isHead() {
    return method.equals("HEAD");
  }
}
