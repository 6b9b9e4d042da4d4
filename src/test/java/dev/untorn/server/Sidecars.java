package dev.untorn.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An object of a few bytes, and files beside it. */
final class Sidecars {
  static final String OK = "HTTP/1.1 200 OK\r\n";
  static final String FRESH = OK + "Cache-Control: max-age=600\r\n";
  static final String HELLO = FRESH + length(5) + "hello";
  static final String MISSING = "HTTP/1.1 404 Not Found\r\n" + length(0);
  static final String SHA256 = "proxy.digest=sha256";

  private Sidecars() {}

  static String length(int bytes) {
    return "Content-Length: " + bytes + "\r\n\r\n";
  }

  static String file(String text) {
    return OK + length(text.length()) + text;
  }

  static String hex(String algorithm, byte[] of) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(of));
  }

  static String sha256(String of) throws NoSuchAlgorithmException {
    return hex("SHA-256", of.getBytes(US_ASCII));
  }

  static String path(String head) {
    return head.split(" ", 3)[1];
  }

  static void awaitFills(int count, String ending, Proxied proxied) throws Exception {
    Wires.await(
        count + " " + ending,
        () ->
            Wires.series(proxied.proxy(), "untorn_fills_total", "ending=\"" + ending + "\"")
                == count);
  }

  static long asked(Proxied proxied, String target) {
    return proxied.asked().stream().filter(head -> path(head).equals(target)).count();
  }
}
