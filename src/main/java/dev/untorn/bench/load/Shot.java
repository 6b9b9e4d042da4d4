package dev.untorn.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One request, ready to be sent again and again.
 *
 * @param path what is asked for
 * @param request as it goes out
 * @param lengthBytes which a body must have, where that is known
 * @param checksum CRC32C which a body must have, where that is known
 */
public record Shot(String path, ByteBuf request, OptionalLong lengthBytes, OptionalInt checksum) {
  /**
   * A GET.
   *
   * @param host for the Host field
   * @param fields further lines of the head, without line ends
   */
  public static Shot get(String host, String path, List<String> fields, Expected expected) {
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
    fields.forEach(field -> head.append(field).append("\r\n"));
    byte[] octets =
        head.append("\r\n").toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ByteBuf direct = Unpooled.directBuffer(octets.length).writeBytes(octets);
    return new Shot(path, direct.asReadOnly(), expected.lengthBytes(), expected.checksum());
  }
}
