package dev.untorn.config.load;

import dev.untorn.config.Rule;
import dev.untorn.config.Settings;
import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Key;
import dev.untorn.config.key.RuleKeys;
import dev.untorn.config.load.LoadResult.PlacedRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds rules that would do nothing: of a proxy's objects where files are served, or of files. */
final class RuleScope {
  private RuleScope() {}

  static List<ConfigProblem> problems(Settings settings, List<PlacedRule> rules) {
    boolean proxies = settings.proxy().isUsed();
    List<Key<?>> idle = proxies ? RuleKeys.OF_FILES : RuleKeys.OF_OBJECTS;
    String why =
        proxies
            ? "is about files, and objects of an origin are served: remove it, or the origin"
            : "is about the objects of a proxy, and files are served: name their origin with"
                + " untorn proxy URL, proxy.origin or origins, or remove it";
    return rules.stream()
        .flatMap(rule ->
            set(rule.rule(), idle)
                .map(key ->
                    ConfigProblem.at(rule.provenance(), RuleKeys.SECTION + "." + key.name(), why)))
        .toList();
  }

  private static Stream<Key<?>> set(Rule rule, List<Key<?>> keys) {
    Set<String> names = RuleKeys.plain(rule).keySet();
    return keys.stream().filter(key -> names.contains(key.name()));
  }
}
