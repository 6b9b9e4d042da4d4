package dev.untorn.http.h1;

import io.netty.util.NetUtil;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The syntax of {@code uri-host [ ":" port ]} (RFC 9110, 7.2; RFC 3986, 3.2.2). */
final class HostField {
  private static final int PORT_MAX = 65_535;

  /**
   * No comma: {@code a,b} is what two joined Host fields look like. User information and IPvFuture
   * are refused; a port may be empty.
   */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:\\[([^]]+)]|([A-Za-z0-9._~!$&'()*+;=%-]+))(?::([0-9]{0,5}))?");

  /** {@code .} and {@code ..} name directories, and some programs use the host as one. */
  private static final Pattern WRONG = Pattern.compile("^\\.|\\.\\.|%2[Ee]|%(?![0-9A-Fa-f]{2})");

  private HostField() {}

  static boolean isValid(String authority) {
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      return false;
    }
    String address = parts.group(1);
    String port = parts.group(3);
    boolean host =
        address == null
            ? !WRONG.matcher(parts.group(2)).find()
            : address.indexOf('%') < 0 && NetUtil.isValidIpV6Address(address);
    return host && (port == null || port.isEmpty() || Integer.parseInt(port) <= PORT_MAX);
  }

  static boolean isValidWithPort(String authority) {
    return isValid(authority) && authority.matches(".*:[0-9]+");
  }
}
