package dev.untorn.origin.cache;

import dev.untorn.origin.cache.Directives.Directive;
import dev.untorn.semantics.Fields;
import java.util.List;
import java.util.Optional;

/** Cache directives for caches of one kind (RFC 9213). */
final class TargetedField {
  /** The fields that are meant for this cache, the first one that is valid first (2.2). */
  private static final List<String> TARGETS = List.of("CDN-Cache-Control");

  private TargetedField() {}

  /** Of the first field that is valid and not empty; it replaces Cache-Control and Expires. */
  static Optional<Directives> directives(Fields response) {
    for (String target : TARGETS) {
      String value = response.joined(target);
      if (value != null) {
        Optional<List<Directive>> members = StructuredDictionary.parse(value);
        if (members.isPresent() && !members.get().isEmpty()) {
          return members.map(Directives::new);
        }
      }
    }
    return Optional.empty();
  }
}
