package dev.untorn.origin.cache;

import dev.untorn.origin.cache.Directives.Directive;
import dev.untorn.semantics.ListElements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a structured dictionary (RFC 9651, 4.2.2) as cache directives: a member that is true is a
 * directive without an argument, one that is false is none, parameters say nothing.
 */
final class StructuredDictionary {
  private static final String KEY = "[a-z*][a-z0-9_.*-]*+";

  /**
   * Numbers, strings, tokens, byte sequences, booleans, dates and display strings (RFC 9651, 3.3).
   */
  private static final String BARE_ITEM =
      "-?+[0-9]{1,12}+\\.[0-9]{1,3}+|-?+[0-9]{1,15}+"
          + "|\"(?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\])*+\""
          + "|[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*+"
          + "|:[A-Za-z0-9+/=]*+:"
          + "|\\?[01]"
          + "|@-?+[0-9]{1,15}+"
          + "|%\"(?:[\\x20\\x21\\x23\\x24\\x26-\\x7E]|%[0-9a-f]{2})*+\"";

  private static final String PARAMETERS = "(?:; *+" + KEY + "(?:=(?:" + BARE_ITEM + "))?+)*+";
  private static final String ITEM = "(?:" + BARE_ITEM + ")" + PARAMETERS;
  private static final String INNER_LIST = "\\( *+(?:" + ITEM + "(?: ++|(?=\\))))*+\\)";

  private static final Pattern MEMBER =
      Pattern.compile(
          "(?<key>" + KEY + ")(?:=(?<value>" + BARE_ITEM + "|" + INNER_LIST + "))?+" + PARAMETERS);

  private static final Pattern SEPARATOR = Pattern.compile("[ \\t]*+,[ \\t]*+");

  private static final String FALSE = "?0";
  private static final String TRUE = "?1";

  private StructuredDictionary() {}

  /** The last one counts of members with one key. Empty if anything is malformed. */
  static Optional<List<Directive>> parse(String field) {
    String text = field.strip();
    Map<String, Directive> members = new LinkedHashMap<>();
    Matcher member = MEMBER.matcher(text);
    Matcher separator = SEPARATOR.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!member.region(at, text.length()).lookingAt()) {
        return Optional.empty();
      }
      String key = member.group("key");
      String value = member.group("value");
      members.remove(key);
      if (!FALSE.equals(value)) {
        members.put(key, new Directive(key, argument(value)));
      }
      at = member.end();
      if (at == text.length()) {
        return Optional.of(List.copyOf(members.values()));
      }
      if (!separator.region(at, text.length()).lookingAt() || separator.end() == text.length()) {
        return Optional.empty();
      }
      at = separator.end();
    }
    return Optional.of(List.of());
  }

  private static String argument(@Nullable String value) {
    return value == null || value.equals(TRUE) ? "" : ListElements.unquoted(value);
  }
}
