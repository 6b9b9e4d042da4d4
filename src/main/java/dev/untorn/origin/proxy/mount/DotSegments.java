package dev.untorn.origin.proxy.mount;

import java.util.regex.Pattern;

/** Names in a path that stand for a place (RFC 3986, 5.2.4). Most clients resolve them. */
public final class DotSegments {
  private static final String DOT = "(?:\\.|%2[eE])";

  /** What some origins take for a slash, too: they decode first, or run on Windows. */
  private static final String SLASH = "[/\\\\]|%2[fF]|%5[cC]";

  /** For some, a name ends at a semicolon. */
  private static final Pattern UP =
      Pattern.compile("^[^?]*(?:" + SLASH + ")" + DOT + DOT + "(?:" + SLASH + "|[?;]|%3[bB]|$)");

  /** With the slash before it; at the end of a path that slash stays. */
  private static final Pattern HERE = Pattern.compile("/" + DOT + "(?:(?=/)|$)");

  private DotSegments() {}

  /**
   * Whether a name leads upwards: it could leave the path below which the objects are, or be
   * another object for the origin than for the cache.
   */
  public static boolean leadUp(String pathAndQuery) {
    return UP.matcher(pathAndQuery).find();
  }

  /** The same without names that stand for where they are: apt has them in flat repositories. */
  public static String withoutHere(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    String query = pathAndQuery.substring(path.length());
    return HERE.matcher(path).replaceAll(here -> here.end() == path.length() ? "/" : "") + query;
  }
}
