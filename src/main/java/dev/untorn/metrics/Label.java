package dev.untorn.metrics;

import dev.untorn.config.Mode;
import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Modification;
import dev.untorn.delivery.Receipt.BodyKind;
import dev.untorn.linux.file.Lease;
import dev.untorn.metrics.LabelValues.FenceClass;
import dev.untorn.metrics.LabelValues.Labelled;
import dev.untorn.metrics.LabelValues.MethodClass;
import dev.untorn.metrics.LabelValues.StatusClass;
import dev.untorn.origin.CacheOutcome;
import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import dev.untorn.version.Outage;
import dev.untorn.version.Proof;
import dev.untorn.version.StoreObserver.BreakEnd;
import dev.untorn.version.StoreObserver.SealFailure;
import dev.untorn.version.StoreObserver.SealKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dimension of a meter. The values of each label are an enum's, so the number of time series is
 * known at compile time, and nothing that a client sends can become one.
 */
enum Label {
  METHOD("method", MethodClass.values()),
  STATUS("status", StatusClass.values()),
  MODE("mode", true, Mode.values()),
  BODY("body", true, BodyKind.values()),
  ENDING("ending", Ending.values()),
  MODIFICATION_KIND("kind", Modification.Kind.values()),
  MODIFICATION_PHASE("phase", Modification.Phase.values()),
  SEAL_KIND("kind", SealKind.values()),
  PROOF("proof", Proof.values()),
  SEAL_FAILURE("reason", SealFailure.values()),
  LEASE_REFUSAL("reason", Lease.Refusal.values()),
  BREAK_END("end", BreakEnd.values()),
  FENCE("result", FenceClass.values()),
  UNAVAILABLE("reason", Unavailable.values()),
  CACHE_OUTCOME("outcome", CacheOutcome.values()),
  CACHE_PROOF("proof", true, Proof.values()),
  FILL_END("ending", FillEnd.values()),
  OUTAGE("outage", Outage.values()),
  /** The program's version: the only label without a set, because a process has only one. */
  VERSION("version");

  private static final String NONE = "none";

  private final String key;
  private final boolean optional;

  @SuppressWarnings("ImmutableEnumChecker") // of constants, made by List.of
  private final List<Enum<?>> set;

  Label(String key, Enum<?>... values) {
    this(key, false, values);
  }

  /** {@code optional}: null is one more value. */
  Label(String key, boolean optional, Enum<?>... values) {
    this.key = key;
    this.optional = optional;
    this.set = List.of(values);
  }

  String key() {
    return key;
  }

  /** Every value, as in metrics. */
  List<String> texts() {
    Stream<String> texts = set.stream().map(Label::text);
    return (optional ? Stream.concat(Stream.of(NONE), texts) : texts).toList();
  }

  int size() {
    return set.size() + (optional ? 1 : 0);
  }

  /** The index of a value in {@link #texts}; null means none. */
  @SuppressWarnings("EnumOrdinal") // a place in memory, never stored or sent
  int indexOf(@Nullable Enum<?> value) {
    if (value == null && optional) {
      return 0;
    }
    int ordinal = value == null ? 0 : value.ordinal();
    if (set.get(ordinal) != value) {
      throw new IllegalArgumentException(value + " is no " + this);
    }
    return ordinal + (optional ? 1 : 0);
  }

  private static String text(Enum<?> value) {
    return value instanceof Labelled named ? named.label() : value.name().toLowerCase(Locale.ROOT);
  }
}
