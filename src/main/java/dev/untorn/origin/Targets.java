package dev.untorn.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Parses a request target's path into a {@link Target}. Splits the path at its slashes first, then
 * decodes escapes once, so no decoded byte can separate segments.
 *
 * <ul>
 *   <li>{@code .} and {@code ..}, also written with {@code %2e}, are removed (RFC 3986, 5.2.4); a
 *       path that climbs above the root gets 400.
 *   <li>Empty segments are dropped ({@code /a//b} is {@code /a/b}), as in nginx; since the path
 *       then begins with a name, {@code "/" + path} can never become {@code //host}.
 *   <li>A name may hold every byte but NUL and slash, as in the kernel: invalid UTF-8, controls, a
 *       backslash. Bytes above ASCII need no encoding, as in nginx and Caddy.
 *   <li>Broken escapes, NUL, and unencoded controls or spaces: 400.
 *   <li>{@code %2F}: 404, since it is a valid URI, but no Linux name holds a slash.
 *   <li>Hidden names: 404, except {@code .well-known} at the root (RFC 8615).
 *   <li>Longer than the kernel allows: 404.
 * </ul>
 */
public final class Targets {
  public sealed interface TargetResult {
    /** Safe to resolve beneath a root. */
    record Valid(Target target) implements TargetResult {}

    /** To be rejected with 400 or 404; {@code detail} quotes nothing of the request. */
    record Invalid(int status, String detail) implements TargetResult {}
  }

  /** NAME_MAX. */
  private static final int NAME_BYTES_MAX = 255;

  /** PATH_MAX, without its NUL. */
  private static final int PATH_BYTES_MAX = 4095;

  private static final String WELL_KNOWN = ".well-known";

  /**
   * Names with a dot that tools publish: installers of Fedora and RHEL require the first, and the
   * third is the index of a Maven repository.
   */
  private static final Set<String> PUBLISHED = Set.of(".treeinfo", ".discinfo", ".index");

  private Targets() {}

  /** Dotfiles are hidden: leftovers of editors, rsync and version control, and secrets. */
  public static boolean isHidden(String name) {
    return name.startsWith(".") && !PUBLISHED.contains(name);
  }

  /**
   * Parses a path, still encoded, one char per byte; keeps the query, without its question mark, as
   * sent.
   */
  public static TargetResult parse(String rawPath, String rawQuery) {
    if (!rawPath.startsWith("/") || !isVisible(rawPath) || !isVisible(rawQuery)) {
      return invalid(400, "the path holds a character that must be encoded");
    }
    List<String> segments = new ArrayList<>();
    boolean slash = false;
    for (int start = 1; start <= rawPath.length(); ) {
      int next = rawPath.indexOf('/', start);
      int end = next < 0 ? rawPath.length() : next;
      switch (Segment.decode(rawPath, start, end)) {
        case Segment.Refused refused -> {
          return refused.why;
        }
        case Segment.Name name -> {
          slash = name.text.isEmpty();
          segments.add(name.text);
        }
        case Segment.Here _ -> slash = true;
        case Segment.Up _ -> {
          if (segments.isEmpty()) {
            return invalid(400, "the path leads above the root");
          }
          segments.removeLast();
          slash = true;
        }
      }
      start = end + 1;
    }
    return join(segments, slash, rawQuery);
  }

  private static TargetResult join(List<String> segments, boolean slash, String query) {
    StringJoiner path = new StringJoiner("/");
    for (String name : segments) {
      if (name.isEmpty()) {
        continue;
      }
      if (isHidden(name) && !(path.length() == 0 && name.equals(WELL_KNOWN))) {
        return invalid(404, "hidden");
      }
      path.add(name);
      if (name.length() > NAME_BYTES_MAX || path.length() > PATH_BYTES_MAX) {
        return invalid(404, "too long for a file");
      }
    }
    return new TargetResult.Valid(new Target(path.toString(), slash, query));
  }

  /** The text between two slashes. */
  private sealed interface Segment {
    /** A decoded name; empty between adjacent slashes. */
    record Name(String text) implements Segment {}

    record Here() implements Segment {}

    record Up() implements Segment {}

    record Refused(TargetResult.Invalid why) implements Segment {}

    static Segment decode(String path, int start, int end) {
      int escape = path.indexOf('%', start, end);
      return escape < 0 ? of(path.substring(start, end)) : unescape(path, start, end);
    }

    private static Segment of(String text) {
      return switch (text) {
        case "." -> new Here();
        case ".." -> new Up();
        default -> new Name(text);
      };
    }

    private static Segment unescape(String path, int start, int end) {
      StringBuilder text = new StringBuilder(end - start);
      for (int i = start; i < end; i++) {
        int b = path.charAt(i);
        if (b == '%') {
          b = i + 2 < end ? hex(path.charAt(i + 1)) << 4 | hex(path.charAt(i + 2)) : -1;
          if (b < 0) {
            return new Refused(invalid(400, "a percent sign without two hexadecimal digits"));
          }
          i += 2;
        }
        if (b == '/') {
          return new Refused(invalid(404, "an encoded slash"));
        }
        if (b == 0) {
          return new Refused(invalid(400, "a NUL in the path"));
        }
        text.append((char) b);
      }
      return of(text.toString());
    }

    /** The digit's value; negative if invalid, and so is any number combined with it. */
    private static int hex(char c) {
      return c < 0x80 ? Character.digit(c, 16) : -1;
    }
  }

  /** Whether all chars are bytes other than controls, space and {@code #}. */
  private static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == 0x7f || c > 0xff || c == '#') {
        return false;
      }
    }
    return true;
  }

  private static TargetResult.Invalid invalid(int status, String detail) {
    return new TargetResult.Invalid(status, detail);
  }
}
