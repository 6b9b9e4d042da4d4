package dev.untorn.origin.proxy.route;

import dev.untorn.config.Glob;
import dev.untorn.config.RouteSettings;
import dev.untorn.config.Rule;
import java.util.List;

/** The route of each path. Immutable. */
public record Routes(Route usual, List<Ruled> ruled) {
  record Ruled(Glob match, Route route) {}

  public static Routes of(RouteSettings usual, List<Rule> rules) {
    return new Routes(
        Route.of(usual),
        rules.stream()
            .map(rule -> new Ruled(rule.match(), Route.of(rule.objects().over(usual))))
            .toList());
  }

  /** That of the first rule that matches a request's path, else the usual one. */
  public Route of(String pathAndQuery) {
    if (!ruled.isEmpty()) {
      String path = RequestPath.of(pathAndQuery);
      for (Ruled each : ruled) {
        if (each.match.matches(path)) {
          return each.route;
        }
      }
    }
    return usual;
  }

  /** The path and query without what makes no other object. */
  public String keyed(String pathAndQuery) {
    return pathAndQuery.indexOf('?') < 0
        ? pathAndQuery
        : of(pathAndQuery).ignoredQuery().removedFrom(pathAndQuery);
  }
}
