package dev.untorn.origin.cache;

import dev.untorn.semantics.ListElements;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Normalises a selecting request field as far as its meaning stays the same (RFC 9111, 4.1). */
final class SelectingValue {
  /** Preferences: neither case nor order means anything (RFC 9110, 12.5.2 to 12.5.4). */
  private static final Set<String> PREFERENCES =
      Set.of("accept-charset", "accept-encoding", "accept-language");

  /** No lists, and they belong to one client: compared to the byte. */
  private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie");

  private static final Pattern SPACE = Pattern.compile("[ \t]+");
  private static final Pattern FULL_WEIGHT = Pattern.compile(";q=1(?:\\.0{0,3})?$");

  private SelectingValue() {}

  static String of(String lowerCaseName, List<String> lines) {
    if (CREDENTIALS.contains(lowerCaseName)) {
      return String.join(", ", lines);
    }
    List<String> elements = ListElements.of(lines);
    if (PREFERENCES.contains(lowerCaseName)) {
      elements = elements.stream().map(SelectingValue::preference).distinct().sorted().toList();
    }
    return String.join(",", elements);
  }

  private static String preference(String element) {
    String compact = SPACE.matcher(element).replaceAll("").toLowerCase(Locale.ROOT);
    return FULL_WEIGHT.matcher(compact).replaceFirst("");
  }
}
