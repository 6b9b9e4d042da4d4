package dev.untorn.origin.cache;

import dev.untorn.semantics.FieldValues;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.ListElements;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Cache directives in their order (RFC 9111, 5.2), of a request or a response. A malformed one may
 * forbid, but never allows: a time that is no number is 0, as 4.2.1 encourages.
 */
record Directives(List<Directive> list) {
  /** What larger times count as (1.2.2): 68 years, and no sum of a few overflows. */
  static final long SECONDS_MAX = 1L << 31;

  static final Directives NONE = new Directives(List.of());

  /** The name is in lower case; an argument that is absent is empty. */
  record Directive(String name, String argument) {
    private static Directive of(String element) {
      int equals = element.indexOf('=');
      if (equals < 0) {
        return new Directive(element.toLowerCase(Locale.ROOT), "");
      }
      String name = FieldValues.trimmed(element, 0, equals).toLowerCase(Locale.ROOT);
      // Whitespace around "=" is malformed, and stays visible: such an argument is no number.
      String argument = element.substring(name.length() == equals ? equals + 1 : equals);
      return new Directive(name, ListElements.unquoted(argument));
    }
  }

  /** Those of Cache-Control. */
  static Directives of(Fields fields) {
    List<String> lines = fields.all("Cache-Control");
    return lines.isEmpty()
        ? NONE
        : new Directives(ListElements.of(lines).stream().map(Directive::of).toList());
  }

  boolean has(String name) {
    return list.stream().anyMatch(directive -> directive.name.equals(name));
  }

  /** Whether it is there without an argument, so that it means the whole response. */
  boolean hasWhole(String name) {
    return list.stream()
        .anyMatch(directive -> directive.name.equals(name) && directive.argument.isEmpty());
  }

  /** Empty if it is absent; the first one counts (4.2.1). */
  OptionalLong seconds(String name) {
    for (Directive directive : list) {
      if (directive.name.equals(name)) {
        return OptionalLong.of(parseSeconds(directive.argument).orElse(0));
      }
    }
    return OptionalLong.empty();
  }

  /** The fields, in lower case, that no-cache or private limits itself to (5.2.2.4, 5.2.2.7). */
  List<String> fieldNames(String name) {
    return list.stream()
        .filter(directive -> directive.name.equals(name))
        .flatMap(directive -> ListElements.of(directive.argument).stream())
        .map(field -> field.toLowerCase(Locale.ROOT))
        .toList();
  }

  /** A number of seconds (1.2.2); empty if the text is anything but digits. */
  static OptionalLong parseSeconds(String text) {
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalLong.empty();
      }
      value = Math.min(SECONDS_MAX, value * 10 + (c - '0'));
    }
    return OptionalLong.of(value);
  }
}
