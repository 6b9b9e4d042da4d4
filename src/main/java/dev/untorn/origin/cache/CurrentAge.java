package dev.untorn.origin.cache;

import dev.untorn.semantics.Fields;
import dev.untorn.semantics.ListElements;
import java.util.HashSet;
import java.util.List;

/** The age of a response when it came (RFC 9111, 4.2.3). */
final class CurrentAge {
  private static final long SECOND_MILLIS = 1000;

  private CurrentAge() {}

  /** corrected_initial_age: the larger of what Date and what Age tell. */
  static long initialMillis(StoredHead head) {
    long received = head.responseSeconds();
    long apparent = Math.max(0, received - OriginPolicy.date(head.fields(), received));
    long delayMillis = Math.max(0, head.responseMillis() - head.requestMillis());
    return Math.max(
        apparent * SECOND_MILLIS, toldSeconds(head.fields()) * SECOND_MILLIS + delayMillis);
  }

  /**
   * What Age tells. The first element of a list counts (5.1). That section lets a cache ignore an
   * invalid field; here it is old, and so is one that was written twice: the error costs a
   * validation, where ignoring it might serve what is stale.
   */
  private static long toldSeconds(Fields fields) {
    List<String> lines = fields.all("Age");
    if (lines.isEmpty()) {
      return 0;
    }
    List<String> elements = ListElements.of(lines);
    boolean repeated = lines.size() > 1 || new HashSet<>(elements).size() < elements.size();
    if (repeated || elements.isEmpty()) {
      return Directives.SECONDS_MAX;
    }
    return Directives.parseSeconds(elements.getFirst()).orElse(Directives.SECONDS_MAX);
  }
}
