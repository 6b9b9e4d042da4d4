package dev.untorn.http.h1;

import io.netty.util.NetUtil;

/** The syntax of {@code uri-host [ ":" port ]} (RFC 9110, 7.2; RFC 3986, 3.2.2). */
public final class HostField {
  private static final int PORT_MAX = 65_535;
  private static final int PORT_DIGITS_MAX = 5;

  /**
   * Beside letters and digits: unreserved and sub-delims, without the comma. No name has one, and
   * {@code a,b} is what two Host fields look like once somebody has joined them.
   */
  private static final String NAME_MARKS = "-._~!$&'()*+;=";

  private HostField() {}

  /** Whether this is a host that is not empty, and perhaps a port. User information is refused. */
  public static boolean isValid(String authority) {
    int end = authority.startsWith("[") ? literalEnd(authority) : nameEnd(authority);
    return end > 0 && isPort(authority, end);
  }

  /** Whether there is a host and a port, both not empty. */
  static boolean isValidWithPort(String authority) {
    int colon = authority.lastIndexOf(':');
    return isValid(authority)
        && colon > authority.lastIndexOf(']')
        && colon > 0
        && colon < authority.length() - 1;
  }

  /** Where the IPv6 literal ends that begins here; 0 when it is none. IPvFuture has no future. */
  private static int literalEnd(String authority) {
    int close = authority.indexOf(']');
    if (close < 0) {
      return 0;
    }
    String address = authority.substring(1, close);
    boolean plain = address.indexOf('%') < 0 && address.indexOf('[') < 0;
    return plain && NetUtil.isValidIpV6Address(address) ? close + 1 : 0;
  }

  /**
   * Where the reg-name or IPv4 address ends; 0 when it is empty or holds what it must not. A dot
   * ends a label, so none may be first or follow another: {@code .} and {@code ..} are names of
   * directories, which some programs make of the host.
   */
  private static int nameEnd(String authority) {
    if (authority.startsWith(".") || authority.contains("..")) {
      return 0;
    }
    int i = 0;
    while (i < authority.length() && authority.charAt(i) != ':') {
      char c = authority.charAt(i);
      if (c == '%') {
        boolean dot = authority.regionMatches(true, i, "%2e", 0, 3);
        if (dot || !isHex(authority, i + 1) || !isHex(authority, i + 2)) {
          return 0;
        }
        i += 3;
      } else if (isLetterOrDigit(c) || NAME_MARKS.indexOf(c) >= 0) {
        i++;
      } else {
        return 0;
      }
    }
    return i;
  }

  /** Nothing, or a colon and a number that may be missing (RFC 3986, 3.2.3). */
  private static boolean isPort(String authority, int from) {
    if (from == authority.length()) {
      return true;
    }
    int digits = authority.length() - from - 1;
    if (authority.charAt(from) != ':' || digits > PORT_DIGITS_MAX) {
      return false;
    }
    int port = 0;
    for (int i = from + 1; i < authority.length(); i++) {
      int digit = authority.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      port = port * 10 + digit;
    }
    return port <= PORT_MAX;
  }

  private static boolean isLetterOrDigit(char c) {
    int lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isHex(String text, int at) {
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    int lower = c | 0x20;
    return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'f');
  }
}
