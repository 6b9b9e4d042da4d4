package dev.untorn.origin.upstream.connect;

import dev.untorn.semantics.Fields;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The name of this proxy in Via, by which it knows its own requests when they come back (RFC 9110,
 * 7.6.3). No two processes have the same, so that one may be the other's upstream.
 */
public record Via(String name) {
  private static final int RANDOM_BYTES = 6;

  /** A new name. */
  public static Via random() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return new Via("untorn-" + HexFormat.of().formatHex(random));
  }

  /** What is added to Via: the protocol in which the message was received, and the name. */
  public String entry() {
    return "1.1 " + name;
  }

  /** Whether this proxy has already passed on the request with these fields. */
  public boolean isLoop(Fields requestFields) {
    String via = requestFields.joined("Via");
    if (via == null || !via.toLowerCase(Locale.ROOT).contains(name)) {
      return false;
    }
    for (String entry : via.split(",", -1)) {
      String[] parts = entry.strip().split("\\s+", -1);
      if (parts.length > 1 && parts[1].equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
