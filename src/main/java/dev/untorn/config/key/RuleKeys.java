package dev.untorn.config.key;

import dev.untorn.config.Glob;
import dev.untorn.config.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Section {@code rules}: a list, only in the file. */
public final class RuleKeys {
  public static final String SECTION = "rules";
  public static final String MATCH = "match";
  public static final String MODE = "mode";
  public static final String WHILE_WRITING = "while-writing";
  public static final String DATES = "dates";
  public static final List<String> NAMES = List.of(MATCH, MODE, WHILE_WRITING, DATES);

  /** Each rule needs one of these. */
  public static final List<String> SETTING = List.of(MODE, WHILE_WRITING, DATES);

  /** Each rule is tried for every file that is opened. */
  public static final int RULES_MAX = 100;

  public static final ValueType<Glob> GLOB =
      new ValueType<>(
          "a pattern of paths such as *.log or /live/**, without [ ] { } or \\, with ** only as "
              + "a whole name",
          Glob::parse,
          Glob::text);

  private RuleKeys() {}

  /** A rule in YAML. */
  public static Map<String, Object> plain(Rule rule) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put(MATCH, rule.match().text());
    put(plain, ServeKeys.MODE, rule.mode());
    put(plain, ServeKeys.WHILE_WRITING, rule.whileWriting());
    put(plain, ServeKeys.DATES, rule.dates());
    return plain;
  }

  private static <T> void put(Map<String, Object> plain, Key<T> key, Optional<T> value) {
    value.ifPresent(some -> plain.put(key.name(), key.valueType().toYaml().apply(some)));
  }
}
