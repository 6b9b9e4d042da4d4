package dev.untorn.config.key;

import dev.untorn.config.Glob;
import dev.untorn.config.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Section {@code rules}: unlike the others a list, in the file alone. */
public final class RuleKeys {
  public static final String SECTION = "rules";
  public static final String MATCH = "match";
  public static final String MODE = "mode";
  public static final String WHILE_WRITING = "while-writing";
  public static final String DATES = "dates";
  public static final List<String> NAMES = List.of(MATCH, MODE, WHILE_WRITING, DATES);

  /** Those of which each rule needs one. */
  public static final List<String> SETTING = List.of(MODE, WHILE_WRITING, DATES);

  /** Each one is tried for every file that is opened. */
  public static final int RULES_MAX = 100;

  public static final String SENTENCE =
      """
      Other ways for some files: of the rules whose match fits a file's path, the first holds. \
      mode, while-writing and dates take what those of section serve do; a rule sets one of them or \
      more, and what it leaves out is as there. match is a pattern of paths \
      below the served directory, as they are asked for: * stands for any letters of a name, ? \
      for one letter, ** for any folders, and at the end for everything below. One without a \
      slash is matched against the file's name, wherever it is. An index is matched by its own \
      path, a precompressed file by that of its original. At most %d rules, because each is \
      tried for every file that is opened. In a file alone: there is no variable and no option. \
      For example:\
      """
          .formatted(RULES_MAX);

  /** Lines of the file that set two rules. */
  public static final List<String> EXAMPLE =
      List.of(
          "rules:",
          "  - {match: '*.log', mode: sendfile}",
          "  - {match: /live/**, while-writing: moment}",
          "  - {match: /debian/**, dates: trusted}");

  /** What {@code match} takes. */
  public record GlobKind() implements ValueType<Glob> {
    @Override
    public Optional<Glob> parse(String text) {
      return Glob.parse(text);
    }

    @Override
    public String allowed() {
      return "a pattern of paths such as *.log or /live/**, without [ ] { } or \\, with ** only as "
          + "a whole name";
    }

    @Override
    public String plain(Glob value) {
      return value.text();
    }
  }

  private RuleKeys() {}

  /** A rule as YAML has it. */
  public static Map<String, Object> plain(Rule rule) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put(MATCH, rule.match().text());
    rule.mode().ifPresent(mode -> plain.put(MODE, ServeKeys.MODE.valueType().plain(mode)));
    rule.whileWriting()
        .ifPresent(
            what -> plain.put(WHILE_WRITING, ServeKeys.WHILE_WRITING.valueType().plain(what)));
    rule.dates().ifPresent(what -> plain.put(DATES, ServeKeys.DATES.valueType().plain(what)));
    return plain;
  }
}
