package dev.untorn.bench.load;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statuses that count as success (RFC 9110, 15).
 *
 * @param listed if empty, 200 to 299
 */
public record Statuses(List<Integer> listed) {
  public static final Statuses SUCCESS = new Statuses(List.of());

  private static final Pattern WRITTEN = Pattern.compile("[2-5]\\d\\d(,[2-5]\\d\\d)*");

  public Statuses {
    listed = List.copyOf(listed);
  }

  public static Statuses of(Integer... statuses) {
    return new Statuses(List.of(statuses));
  }

  public static Optional<Statuses> parse(String text) {
    return WRITTEN.matcher(text).matches()
        ? Optional.of(new Statuses(Stream.of(text.split(",", -1)).map(Integer::valueOf).toList()))
        : Optional.empty();
  }

  /** Called for each response: makes no garbage. */
  public boolean accepts(int status) {
    for (int i = 0; i < listed.size(); i++) {
      if (listed.get(i) == status) {
        return true;
      }
    }
    return listed.isEmpty() && status / 100 == 2;
  }

  /** For people: {@code 2xx} or {@code 200,404}. */
  public String text() {
    return listed.isEmpty()
        ? "2xx"
        : listed.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
