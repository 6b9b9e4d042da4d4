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
    return values.get(lesser).compareTo(values.get(greater)) <= 0
        ? Optional.empty()
        : Optional.of(
            ConfigProblem.at(
                blamed(values, lesser, greater),
                lesser.fullName(),
                lesser.fullName()
                    + " ("
                    + values.get(lesser)
                    + ") is more than "
                    + greater.fullName()
                    + " ("
                    + values.get(greater)
                    + ")"));
  }

  /** A longer target would be refused because the head is too large. */
  private static Optional<ConfigProblem> targetWithinHeader(Values values) {
    Size target = values.get(LimitKeys.TARGET_MAX);
    Size header = values.get(LimitKeys.HEADER_MAX);
    return header.bytes() - target.bytes() >= FIELDS_BYTES_MIN
        ? Optional.empty()
        : Optional.of(
            ConfigProblem.at(
                blamed(values, LimitKeys.HEADER_MAX, LimitKeys.TARGET_MAX),
                LimitKeys.HEADER_MAX.fullName(),
                "limits.header-max (%s) has no room for limits.target-max (%s) and %s of fields"
                    .formatted(header, target, new Size(FIELDS_BYTES_MIN))));
  }

  private static Optional<ConfigProblem> onePortEach(Values values) {
    int port = values.get(NetworkKeys.PORT);
    boolean same =
        port != 0
            && values.get(AdminKeys.PORT).equals(OptionalInt.of(port))
            && values.get(AdminKeys.BIND).equals(values.get(NetworkKeys.BIND))
            && values.isSet(AdminKeys.PORT);
    return same
        ? Optional.of(
            ConfigProblem.at(
                blamed(values, AdminKeys.PORT, NetworkKeys.PORT),
                AdminKeys.PORT.fullName(),
                "network.port and admin.port are both " + port + " at the same address"))
        : Optional.empty();
  }

  // The defaults agree, so at least one of two values that do not was set by the user.
  private static Provenance blamed(Values values, Key<?> one, Key<?> other) {
    Key<?> key = values.isSet(one) ? one : other;
    return values.setting(key).provenance();
  }
}
