package dev.untorn.config.key;

import dev.untorn.config.Glob;
import dev.untorn.config.RouteRule;
import dev.untorn.config.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Section {@code rules}: a list, only in the file. */
public final class RuleKeys {
  public static final String SECTION = "rules";
  public static final String MATCH = "match";

  /** About files. */
  public static final List<Key<?>> OF_FILES =
      List.of(ServeKeys.MODE, ServeKeys.WHILE_WRITING, ServeKeys.DATES);

  /** About the objects of a proxy. */
  public static final List<Key<?>> OF_OBJECTS =
      List.of(
          ProxyKeys.FRESH,
          ProxyKeys.NEGATIVE,
          ProxyKeys.STALE_IF_ERROR,
          ProxyKeys.COOKIES,
          ProxyKeys.CLIENT_NO_STORE,
          ProxyKeys.IGNORED_QUERY,
          ProxyKeys.UNFRAMED,
          ProxyKeys.DELIVER,
          ProxyKeys.DIGEST);

  /** Each rule needs one of these. */
  public static final List<Key<?>> SETTING =
      Stream.of(OF_FILES, OF_OBJECTS).<Key<?>>flatMap(List::stream).toList();

  public static final List<String> NAMES =
      Stream.concat(Stream.of(MATCH), SETTING.stream().map(Key::name)).toList();

  /** Each rule is tried for every file that is opened. */
  public static final int RULES_MAX = 100;

  public static final ValueType<Glob> GLOB =
      new ValueType<>(
          "a pattern of paths such as *.log or /live/**, without [ ] { } or \\, with ** only as "
              + "a whole name",
          Glob::parse,
          Glob::text);

  private RuleKeys() {}

  public static Rule rule(Glob match, EntryValues values) {
    return new Rule(
        match,
        values.get(ServeKeys.MODE),
        values.get(ServeKeys.WHILE_WRITING),
        values.get(ServeKeys.DATES),
        new RouteRule(
            values.get(ProxyKeys.FRESH),
            values.get(ProxyKeys.NEGATIVE),
            values.get(ProxyKeys.STALE_IF_ERROR),
            values.get(ProxyKeys.COOKIES),
            values.get(ProxyKeys.CLIENT_NO_STORE),
            values.get(ProxyKeys.IGNORED_QUERY),
            values.get(ProxyKeys.UNFRAMED),
            values.get(ProxyKeys.DELIVER),
            values.get(ProxyKeys.DIGEST)));
  }

  /** A rule in YAML. */
  public static Map<String, Object> plain(Rule rule) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put(MATCH, rule.match().text());
    put(plain, ServeKeys.MODE, rule.mode());
    put(plain, ServeKeys.WHILE_WRITING, rule.whileWriting());
    put(plain, ServeKeys.DATES, rule.dates());
    RouteRule objects = rule.objects();
    put(plain, ProxyKeys.FRESH, objects.fresh());
    put(plain, ProxyKeys.NEGATIVE, objects.negative());
    put(plain, ProxyKeys.STALE_IF_ERROR, objects.staleIfError());
    put(plain, ProxyKeys.COOKIES, objects.cookies());
    put(plain, ProxyKeys.CLIENT_NO_STORE, objects.clientNoStore());
    put(plain, ProxyKeys.IGNORED_QUERY, objects.ignoredQuery());
    put(plain, ProxyKeys.UNFRAMED, objects.unframed());
    put(plain, ProxyKeys.DELIVER, objects.deliver());
    put(plain, ProxyKeys.DIGEST, objects.digest());
    return plain;
  }

  private static <T> void put(Map<String, Object> plain, Key<T> key, Optional<T> value) {
    value.ifPresent(some -> plain.put(key.name(), key.valueType().toYaml().apply(some)));
  }
}
