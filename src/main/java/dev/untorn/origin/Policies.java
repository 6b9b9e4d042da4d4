package dev.untorn.origin;

import dev.untorn.config.Glob;
import dev.untorn.config.Rule;
import dev.untorn.config.ServeSettings;
import dev.untorn.text.PathBytes;
import dev.untorn.version.Policy;
import java.util.List;

/** The policy of each path. Immutable. */
public record Policies(Policy usual, List<Ruled> rules) {
  record Ruled(Glob match, Policy policy) {}

  public static Policies of(ServeSettings serve, List<Rule> rules) {
    return new Policies(
        new Policy(serve.mode(), serve.whileWriting(), serve.etag(), serve.dates()),
        rules.stream().map(rule -> new Ruled(rule.match(), policy(rule, serve))).toList());
  }

  private static Policy policy(Rule rule, ServeSettings serve) {
    return new Policy(
        rule.mode().orElse(serve.mode()),
        rule.whileWriting().orElse(serve.whileWriting()),
        serve.etag(),
        rule.dates().orElse(serve.dates()));
  }

  /**
   * The first matching rule's policy, else the usual one. Tries each rule in turn: call it per
   * opened file, not per request.
   */
  public Policy forPath(String path) {
    String text = PathBytes.text(path);
    for (Ruled rule : rules) {
      if (rule.match.matches(text)) {
        return rule.policy;
      }
    }
    return usual;
  }
}
