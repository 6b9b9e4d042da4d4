package dev.untorn.config.load;

import dev.untorn.config.Glob;
import dev.untorn.config.key.EntryValues;
import dev.untorn.config.key.Key;
import dev.untorn.config.key.RuleKeys;
import dev.untorn.config.key.Setting;
import dev.untorn.config.load.LoadResult.PlacedRule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The part of a {@link FileWalk} below {@code rules}: a list of mappings. */
record RuleWalk(FileWalk walk) {
  /** A rule while its keys are read. */
  private final class Draft {
    private final Set<String> seen = new HashSet<>();
    private final EntryValues values = new EntryValues();
    private Optional<Glob> match = Optional.empty();

    void key(ScalarNode name, Node node) {
      String text = name.getValue();
      seen.add(text);
      Optional<Key<?>> known = setting(text);
      if (text.equals(RuleKeys.MATCH)) {
        match = walk.parse(named(text), RuleKeys.GLOB, node);
      } else if (known.isPresent()) {
        value(known.get(), node);
      } else {
        Optional<String> nearest = Nearest.to(text, RuleKeys.NAMES).map(RuleWalk::named);
        walk.unknown(name, named(text), "key", nearest, RuleKeys.NAMES);
      }
    }

    private <T> void value(Key<T> key, Node node) {
      walk.parse(named(key.name()), key.valueType(), node)
          .ifPresent(value -> values.set(new Setting<>(key, value, walk.place(node))));
    }

    void finish(Node node) {
      if (!seen.contains(RuleKeys.MATCH)) {
        walk.problem(node, named(RuleKeys.MATCH), "missing; every rule must have one");
      }
      if (RuleKeys.SETTING.stream().noneMatch(key -> seen.contains(key.name()))) {
        walk.problem(node, RuleKeys.SECTION, "a rule must set one of " + settings());
      }
      match.ifPresent(glob ->
          walk.source().rules().add(new PlacedRule(RuleKeys.rule(glob, values), walk.place(node))));
    }
  }

  void list(Node node) {
    walk.items(
        RuleKeys.SECTION,
        RuleKeys.RULES_MAX,
        "each with match and one of " + settings(),
        node,
        this::rule);
  }

  private void rule(Node node) {
    Draft draft = new Draft();
    if (walk.entries(named(""), node, draft::key)) {
      draft.finish(node);
    }
  }

  private static Optional<Key<?>> setting(String name) {
    return RuleKeys.SETTING.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  private static String settings() {
    List<Key<?>> keys = RuleKeys.SETTING;
    return keys.stream().map(Key::name).collect(Collectors.joining(", "));
  }

  private static String named(String key) {
    return RuleKeys.SECTION + "." + key;
  }
}
