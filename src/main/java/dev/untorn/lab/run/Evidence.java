package dev.untorn.lab.run;

import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.load.ClientKind;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a cell saw that a verdict can rest on.
 *
 * @param changes of the file
 * @param overlapping answers with content during which the file was being changed
 * @param independent the most pairs of such an answer and a change that overlap, each used once:
 *     answers that overlap the same change are not independent of one another
 */
public record Evidence(long changes, long overlapping, long independent) {
  /** Nothing was seen. */
  public static final Evidence NONE = new Evidence(0, 0, 0);

  /** What is missing for a verdict; empty when nothing is. */
  Optional<String> gap(Map<ClientKind, VerdictCounts> clients) {
    if (changes == 0) {
      return Optional.of("the writer changed nothing");
    }
    String silent =
        clients.entrySet().stream()
            .filter(client -> client.getValue().answers() == 0)
            .map(client -> client.getKey().label())
            .sorted()
            .collect(Collectors.joining(", "));
    if (!silent.isEmpty() || clients.isEmpty()) {
      return Optional.of("no answer with content" + (silent.isEmpty() ? "" : " for: " + silent));
    }
    return overlapping == 0
        ? Optional.of("no answer overlapped a change of the file")
        : Optional.empty();
  }

  /** Of two cells together. */
  public Evidence plus(Evidence other) {
    return new Evidence(
        changes + other.changes, overlapping + other.overlapping, independent + other.independent);
  }
}
