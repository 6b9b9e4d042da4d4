package dev.untorn.origin.proxy.route;

import dev.untorn.text.PathBytes;
import java.util.ArrayList;
import java.util.List;

/** A request's path as patterns see it. */
final class RequestPath {
  private static final int ESCAPE_CHARS = 3;

  private RequestPath() {}

  /**
   * Decoded, without dots and empty names, and without leading slash: as the origin most likely
   * understands it, so that nobody brings an object under another one's rule by writing its path in
   * another way.
   */
  static String of(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    String path = decoded(mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark));
    List<String> names = new ArrayList<>();
    boolean folder = false;
    for (String name : PathBytes.text(path).split("/", -1)) {
      folder = name.isEmpty() || name.equals(".") || name.equals("..");
      if (!folder) {
        names.add(name);
      } else if (name.equals("..") && !names.isEmpty()) {
        names.removeLast();
      }
    }
    return String.join("/", names) + (folder && !names.isEmpty() ? "/" : "");
  }

  /** With each escape as the byte that it stands for; broken ones stay. */
  private static String decoded(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    StringBuilder text = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      int octet = path.charAt(i) == '%' ? octet(path, i + 1) : -1;
      if (octet < 0) {
        text.append(path.charAt(i));
      } else {
        text.append((char) octet);
        i += ESCAPE_CHARS - 1;
      }
    }
    return text.toString();
  }

  private static int octet(String path, int at) {
    if (at + 1 >= path.length() || path.charAt(at) > '~' || path.charAt(at + 1) > '~') {
      return -1;
    }
    int high = Character.digit(path.charAt(at), 16);
    int low = Character.digit(path.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
