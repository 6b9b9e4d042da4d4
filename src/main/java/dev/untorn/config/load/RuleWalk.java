package dev.untorn.config.load;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Glob;
import dev.untorn.config.Mode;
import dev.untorn.config.Rule;
import dev.untorn.config.WhileWriting;
import dev.untorn.config.key.RuleKeys;
import dev.untorn.config.key.ServeKeys;
import dev.untorn.config.load.LoadResult.PlacedRule;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The part of a {@link FileWalk} below {@code rules}: a list of mappings. */
record RuleWalk(FileWalk walk) {
  /** A rule while its keys are read. */
  private final class Draft {
    private final Set<String> seen = new HashSet<>();
    private Optional<Glob> match = Optional.empty();
    private Optional<Mode> mode = Optional.empty();
    private Optional<WhileWriting> whileWriting = Optional.empty();
    private Optional<DateTrust> dates = Optional.empty();

    void key(ScalarNode name, Node node) {
      seen.add(name.getValue());
      switch (name.getValue()) {
        case RuleKeys.MATCH -> match = walk.parse(named(RuleKeys.MATCH), RuleKeys.GLOB, node);
        case RuleKeys.MODE ->
            mode = walk.parse(named(RuleKeys.MODE), ServeKeys.MODE.valueType(), node);
        case RuleKeys.WHILE_WRITING ->
            whileWriting =
                walk.parse(
                    named(RuleKeys.WHILE_WRITING), ServeKeys.WHILE_WRITING.valueType(), node);
        case RuleKeys.DATES ->
            dates = walk.parse(named(RuleKeys.DATES), ServeKeys.DATES.valueType(), node);
        default ->
            walk.unknown(
                name,
                named(name.getValue()),
                "key",
                Nearest.to(name.getValue(), RuleKeys.NAMES).map(RuleWalk::named),
                RuleKeys.NAMES);
      }
    }

    void finish(Node node) {
      if (!seen.contains(RuleKeys.MATCH)) {
        walk.problem(node, named(RuleKeys.MATCH), "missing; every rule must have one");
      }
      if (RuleKeys.SETTING.stream().noneMatch(seen::contains)) {
        walk.problem(node, RuleKeys.SECTION, "a rule must set mode, while-writing or dates");
      }
      match.ifPresent(glob ->
          walk.source()
              .rules()
              .add(new PlacedRule(new Rule(glob, mode, whileWriting, dates), walk.place(node))));
    }
  }

  void list(Node node) {
    switch (node) {
      case ScalarNode nothing when FileWalk.textOf(nothing).isEmpty() -> {}
      case SequenceNode list when list.getValue().size() <= RuleKeys.RULES_MAX ->
          list.getValue().forEach(this::rule);
      case SequenceNode list ->
          walk.problem(
              node,
              RuleKeys.SECTION,
              "found " + list.getValue().size() + " rules; allowed: at most " + RuleKeys.RULES_MAX);
      default ->
          walk.problem(
              node,
              RuleKeys.SECTION,
              "found "
                  + FileWalk.described(node)
                  + "; allowed: a list of rules, each with match and mode, while-writing or dates");
    }
  }

  private void rule(Node node) {
    Draft draft = new Draft();
    if (walk.entries(named(""), node, draft::key)) {
      draft.finish(node);
    }
  }

  private static String named(String key) {
    return RuleKeys.SECTION + "." + key;
  }
}
