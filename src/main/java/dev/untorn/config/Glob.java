package dev.untorn.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * A pattern of paths below the served directory.
 *
 * <p>{@code *} matches any characters of one name, {@code ?} one character, {@code **} as a whole
 * name any number of directories, and at the end everything below. A pattern with a slash is
 * matched from the served directory on, with or without a leading slash; one without, such as
 * {@code *.log}, against the file's name in any directory. Case-sensitive. The syntax of other
 * dialects ({@code []}, {@code {}}, {@code \}) is refused, so that nobody expects it to work. In
 * Java's own globs, {@code **} does not match zero directories.
 *
 * @param text as written
 */
public record Glob(String text) {
  private static final String FOLDERS = "**";
  private static final String OTHER_DIALECTS = "[]{}\\";

  /** Throws an IllegalArgumentException if the text is no pattern. */
  public Glob {
    if (!isSound(text)) {
      throw new IllegalArgumentException("not a pattern of paths: " + text);
    }
  }

  public static Optional<Glob> parse(String text) {
    return isSound(text) ? Optional.of(new Glob(text)) : Optional.empty();
  }

  private static boolean isSound(String text) {
    return text.codePoints().noneMatch(c -> OTHER_DIALECTS.indexOf(c) >= 0 || c < ' ')
        && Arrays.stream(bare(text).split("/", -1)).allMatch(Glob::isSoundName);
  }

  private static boolean isSoundName(String name) {
    return switch (name) {
      case "", ".", ".." -> false;
      case FOLDERS -> true;
      default -> !name.contains(FOLDERS);
    };
  }

  /** Matches a decoded path without leading slash, in time of the product of both lengths. */
  public boolean matches(String path) {
    return matches(names(), List.of(path.split("/", -1)), FOLDERS, Glob::nameMatches);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of(bare(text).split("/", -1)));
    if (!text.contains("/")) {
      names.addFirst(FOLDERS);
    }
    if (names.getLast().equals(FOLDERS)) {
      names.add("*");
    }
    return names;
  }

  private static String bare(String text) {
    return text.startsWith("/") ? text.substring(1) : text;
  }

  private static boolean nameMatches(String pattern, String name) {
    return matches(
        letters(pattern),
        letters(name),
        (int) '*',
        (wanted, found) -> wanted == '?' || wanted.equals(found));
  }

  private static List<Integer> letters(String text) {
    return text.codePoints().boxed().toList();
  }

  /**
   * Matches one by one. Each star takes as little as possible; on a mismatch the last star takes
   * one more. Earlier stars need no second try, because the last one can take whatever they could.
   */
  private static <T> boolean matches(
      List<T> pattern, List<T> found, T star, BiPredicate<T, T> one) {
    int next = 0;
    int afterStar = -1;
    int starTo = 0;
    for (int i = 0; i < found.size(); ) {
      if (next < pattern.size() && pattern.get(next).equals(star)) {
        afterStar = ++next;
        starTo = i;
      } else if (next < pattern.size() && one.test(pattern.get(next), found.get(i))) {
        next++;
        i++;
      } else if (afterStar >= 0) {
        next = afterStar;
        i = ++starTo;
      } else {
        return false;
      }
    }
    return pattern.subList(next, pattern.size()).stream().allMatch(star::equals);
  }

  @Override
  public String toString() {
    return text;
  }
}
