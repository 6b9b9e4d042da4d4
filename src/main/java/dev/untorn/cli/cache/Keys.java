package dev.untorn.cli.cache;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The keys of objects: URLs, whose characters an origin or a client chose. */
final class Keys {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private Keys() {}

  /** A key for a terminal. */
  static String text(String key) {
    return CONTROL.matcher(key).replaceAll("\uFFFD");
  }

  /** Matches a whole key; {@code *} is any characters, and the only special one. */
  static Predicate<String> matching(String pattern) {
    String regex =
        Arrays.stream(pattern.split("\\*+", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
  }
}
