package dev.untorn.config.key;

import dev.untorn.config.Size;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Finds values that are allowed by themselves but contradict each other. */
public final class Consistency {
  /** A method, a version, and the few fields that every client sends. */
  private static final long FIELDS_BYTES_MIN = 512;

  private Consistency() {}

  public static List<ConfigProblem> problems(Values values) {
    return Stream.of(
            notAbove(values, StoreKeys.MEMORY_FILE_MAX, StoreKeys.MEMORY),
            targetWithinHeader(values),
            onePortEach(values))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<ConfigProblem> notAbove(
      Values values, Key<Size> lesser, Key<Size> greater) {
    Size less = values.get(lesser);
    Size more = values.get(greater);
    String what =
        "%s (%s) is more than %s (%s)".formatted(lesser.fullName(), less, greater.fullName(), more);
    return problem(less.compareTo(more) > 0, values, lesser, greater, what);
  }

  /** A longer target would be refused because the head is too large. */
  private static Optional<ConfigProblem> targetWithinHeader(Values values) {
    Size target = values.get(LimitKeys.TARGET_MAX);
    Size header = values.get(LimitKeys.HEADER_MAX);
    return problem(
        header.bytes() - target.bytes() < FIELDS_BYTES_MIN,
        values,
        LimitKeys.HEADER_MAX,
        LimitKeys.TARGET_MAX,
        "limits.header-max (%s) has no room for limits.target-max (%s) and %s of fields"
            .formatted(header, target, new Size(FIELDS_BYTES_MIN)));
  }

  private static Optional<ConfigProblem> onePortEach(Values values) {
    int port = values.get(NetworkKeys.PORT);
    boolean same =
        port != 0
            && values.get(AdminKeys.PORT).equals(OptionalInt.of(port))
            && values.get(AdminKeys.BIND).equals(values.get(NetworkKeys.BIND))
            && values.isSet(AdminKeys.PORT);
    String what = "network.port and admin.port are both " + port + " at the same address";
    return problem(same, values, AdminKeys.PORT, NetworkKeys.PORT, what);
  }

  // The defaults agree, so at least one of two values that do not was set by the user.
  private static Optional<ConfigProblem> problem(
      boolean exists, Values values, Key<?> one, Key<?> other, String what) {
    Key<?> blamed = values.isSet(one) ? one : other;
    Provenance place = values.setting(blamed).provenance();
    return exists ? Optional.of(ConfigProblem.at(place, one.fullName(), what)) : Optional.empty();
  }
}
