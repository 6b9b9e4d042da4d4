package dev.untorn.http.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.untorn.delivery.Receipt;
import java.io.ByteArrayOutputStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The Common and the Combined Log Format, with exactly the fields of Apache and nginx:
 *
 * <pre>
 * remote - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.1" 200 2326
 * remote - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.1" 200 2326 "referer" "user agent"
 * </pre>
 *
 * <p>Client input is escaped as in Apache: quotes and backslashes with a backslash, control
 * characters as {@code \n} or {@code \x1b}, bytes beyond ASCII as {@code \xc3}.
 */
final class AccessLogCommon extends AccessLogFormat {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("'['dd/MMM/yyyy:HH:mm:ss Z']'", Locale.ENGLISH);
  private static final HexFormat HEX = HexFormat.of();

  private final boolean combined;
  private final StringBuilder line = new StringBuilder();

  AccessLogCommon(boolean combined, ZoneId zone) {
    super(SECOND.withZone(zone));
    this.combined = combined;
  }

  @Override
  void append(Receipt receipt, ByteArrayOutputStream batch) {
    line.setLength(0);
    escape(receipt.remote().isEmpty() ? "-" : receipt.remote());
    line.append(" - - ").append(second(receipt.startMillis())).append(" \"");
    if (receipt.method().isEmpty()) {
      line.append('-');
    } else {
      escape(receipt.method());
      line.append(' ');
      escape(receipt.target());
      line.append(' ');
      escape(receipt.protocol());
    }
    line.append("\" ").append(receipt.status() == 0 ? "000" : receipt.status()).append(' ');
    if (receipt.bodyBytes() == 0) {
      line.append('-');
    } else {
      line.append(receipt.bodyBytes());
    }
    if (combined) {
      quote(receipt.referer());
      quote(receipt.userAgent());
    }
    line.append('\n');
    batch.writeBytes(line.toString().getBytes(ISO_8859_1));
  }

  /** These formats have no such line; the console reports it. */
  @Override
  void appendLost(long lines, long millis, ByteArrayOutputStream batch) {}

  private void quote(String text) {
    line.append(" \"");
    escape(text.isEmpty() ? "-" : text);
    line.append('"');
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> line.append('\\').append(c);
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        case '\b' -> line.append("\\b");
        case '\u000b' -> line.append("\\v");
        default -> {
          if (c >= ' ' && c < 0x7f) {
            line.append(c);
          } else {
            escapeBytes(c);
          }
        }
      }
    }
  }

  /** Chars up to 0xff are bytes of the request; others are written in UTF-8. */
  private void escapeBytes(char c) {
    byte[] bytes = c <= 0xff ? new byte[] {(byte) c} : String.valueOf(c).getBytes(UTF_8);
    for (byte b : bytes) {
      line.append("\\x").append(HEX.toHexDigits(b));
    }
  }
}
