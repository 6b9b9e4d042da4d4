package dev.untorn.warm;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the cache next to the client says in {@code Cache-Status} (RFC 9211): the last of those that
 * the response went through.
 *
 * @param text all that it says
 */
record CacheStatusField(String text, List<String> parameters) {
  /** A member of a list, or a parameter; both may have quoted strings. */
  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*\"";

  private static final Pattern MEMBER = Pattern.compile("(?:" + QUOTED + "|[^,\"])+");
  private static final Pattern PARAMETER = Pattern.compile("(?:" + QUOTED + "|[^;\"])+");

  static CacheStatusField parse(String value) {
    String last = value;
    Matcher members = MEMBER.matcher(value);
    while (members.find()) {
      last = members.group().strip();
    }
    List<String> parameters =
        PARAMETER.matcher(last).results().skip(1).map(each -> each.group().strip()).toList();
    return new CacheStatusField(last, parameters);
  }

  /** Whether it answered by what it has, for which Untorn may have asked the origin. */
  boolean isHit() {
    return parameters.contains("hit");
  }

  /** Whether the origin said that what is stored is still right. */
  boolean isConfirmed() {
    return value("fwd-status").filter("304"::equals).isPresent();
  }

  /** Whether it keeps what the origin sends now. */
  boolean isStored() {
    return parameters.contains("stored") || parameters.contains("collapsed");
  }

  private Optional<String> value(String name) {
    return parameters.stream()
        .map(each -> each.split("=", 2))
        .filter(each -> each.length == 2 && each[0].equals(name))
        .map(each -> each[1])
        .findFirst();
  }
}
