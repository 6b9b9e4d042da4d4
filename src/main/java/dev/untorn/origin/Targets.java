package dev.untorn.origin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * From a request target's path to a {@link Target}. Escapes are decoded once, after the path has
 * been cut at its slashes, so nothing decoded can separate.
 *
 * <ul>
 *   <li>{@code .} and {@code ..}, also written with {@code %2e}, are removed as RFC 3986, 5.2.4,
 *       says; a path that climbs above the root is refused (400).
 *   <li>Empty segments are dropped ({@code /a//b} is {@code /a/b}), as nginx does; since a target's
 *       path begins with a name, {@code "/" + path} can never become {@code //host}.
 *   <li>Broken escapes, what is not UTF-8 when decoded, controls and a bare backslash: 400.
 *       Browsers turn a backslash into a slash before they send it; we must not guess who else
 *       does.
 *   <li>{@code %2F} and {@code %5C}: 404. Sound URIs, but no name on Linux holds a slash, and a
 *       name with a backslash is one that half of all clients cannot ask for.
 *   <li>Names that begin with a dot: 404, except {@code .well-known} at the root (RFC 8615).
 *   <li>What is too long for the kernel: 404.
 * </ul>
 */
public final class Targets {
  /** What a path is. */
  public sealed interface TargetResult {
    /** Safe to resolve beneath a root. */
    record Valid(Target target) implements TargetResult {}

    /**
     * To be refused.
     *
     * @param status 400 or 404
     * @param detail a sentence that holds nothing of what was sent
     */
    record Invalid(int status, String detail) implements TargetResult {}
  }

  /** NAME_MAX. */
  private static final int NAME_BYTES_MAX = 255;

  /** PATH_MAX, without its NUL. */
  private static final int PATH_BYTES_MAX = 4095;

  private static final String WELL_KNOWN = ".well-known";

  private Targets() {}

  /**
   * Decodes and normalises.
   *
   * @param rawPath still encoded, beginning with a slash
   * @param rawQuery as sent, without the question mark; kept as it is
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
    boolean first = true;
    int bytes = 0;
    for (String name : segments) {
      if (name.isEmpty()) {
        continue;
      }
      if (name.charAt(0) == '.' && !(first && name.equals(WELL_KNOWN))) {
        return invalid(404, "hidden");
      }
      int nameBytes = utf8Bytes(name);
      bytes += nameBytes + 1;
      if (nameBytes > NAME_BYTES_MAX || bytes > PATH_BYTES_MAX + 1) {
        return invalid(404, "too long for a file");
      }
      path.add(name);
      first = false;
    }
    return new TargetResult.Valid(new Target(path.toString(), slash, query));
  }

  /** What stands between two slashes. */
  private sealed interface Segment {
    /** A name, decoded; empty between two slashes that touch. */
    record Name(String text) implements Segment {}

    /** One dot. */
    record Here() implements Segment {}

    /** Two dots. */
    record Up() implements Segment {}

    /** Nothing that could be part of a path. */
    record Refused(TargetResult.Invalid why) implements Segment {}

    static Segment decode(String path, int start, int end) {
      int escape = path.indexOf('%', start, end);
      if (path.indexOf('\\', start, end) >= 0) {
        return new Refused(invalid(400, "a backslash in the path"));
      }
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
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
      for (int i = start; i < end; i++) {
        int b = path.charAt(i);
        if (b == '%') {
          b = i + 2 < end ? hex(path.charAt(i + 1)) << 4 | hex(path.charAt(i + 2)) : -1;
          if (b < 0) {
            return new Refused(invalid(400, "a percent sign without two hexadecimal digits"));
          }
          i += 2;
        }
        if (b == '/' || b == '\\') {
          return new Refused(invalid(404, "an encoded slash or backslash"));
        }
        bytes.write(b);
      }
      try {
        // A fresh decoder reports what is malformed: overlong forms, surrogates, stray bytes.
        ByteBuffer encoded = ByteBuffer.wrap(bytes.toByteArray());
        String text = StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
        return text.chars().anyMatch(Character::isISOControl)
            ? new Refused(invalid(400, "a control character in the path"))
            : of(text);
      } catch (CharacterCodingException notUtf8) {
        return new Refused(invalid(400, "the path is not UTF-8"));
      }
    }

    /** The digit's value; negative, and so is every number made with it, when it is none. */
    private static int hex(char c) {
      return c < 0x80 ? Character.digit(c, 16) : -1;
    }
  }

  /** Visible ASCII without the character that would begin a fragment. */
  private static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        return false;
      }
    }
    return true;
  }

  private static int utf8Bytes(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // Half of a surrogate pair is half of four bytes.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }

  private static TargetResult.Invalid invalid(int status, String detail) {
    return new TargetResult.Invalid(status, detail);
  }
}
