package dev.untorn.origin.proxy.route;

import java.util.Collection;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Keys of a query that make no other object.
 *
 * @param names compared with what the query has before "=", to the byte: one that is written in
 *     another way makes an object of its own, as without a rule
 */
record IgnoredQuery(Set<String> names) {
  static IgnoredQuery of(Collection<String> names) {
    return new IgnoredQuery(Set.copyOf(names));
  }

  /** The path and query without them; the others stay in their order. */
  String removedFrom(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    if (mark < 0 || names.isEmpty()) {
      return pathAndQuery;
    }
    StringJoiner others = new StringJoiner("&", "?", "").setEmptyValue("");
    boolean found = false;
    for (String pair : pathAndQuery.substring(mark + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (names.contains(equals < 0 ? pair : pair.substring(0, equals))) {
        found = true;
      } else {
        others.add(pair);
      }
    }
    return found ? pathAndQuery.substring(0, mark) + others : pathAndQuery;
  }
}
