package dev.untorn.metrics;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Modification;
import dev.untorn.linux.file.Lease;
import dev.untorn.metrics.Classes.BodyClass;
import dev.untorn.metrics.Classes.FenceClass;
import dev.untorn.metrics.Classes.Labelled;
import dev.untorn.metrics.Classes.MethodClass;
import dev.untorn.metrics.Classes.ModeClass;
import dev.untorn.metrics.Classes.StatusClass;
import dev.untorn.version.Proof;
import dev.untorn.version.StoreObserver.BreakEnd;
import dev.untorn.version.StoreObserver.SealFailure;
import dev.untorn.version.StoreObserver.SealKind;
import java.util.List;
import java.util.Locale;

/**
 * What a meter is divided by. The values of each label are an enum's, so the number of time series
 * is known when the program is compiled, and nothing a client sends can become one.
 */
public enum Label {
  METHOD("method", MethodClass.values()),
  STATUS("status", StatusClass.values()),
  MODE("mode", ModeClass.values()),
  BODY("body", BodyClass.values()),
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
  /** The one label without a set: it has one value in the life of a process, the program's own. */
  VERSION("version");

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // of constants, made by List.of
  private final List<Enum<?>> set;

  Label(String key, Enum<?>... values) {
    this.key = key;
    this.set = List.of(values);
  }

  /** The name in metrics. */
  public String key() {
    return key;
  }

  /** Every value, as in metrics. */
  public List<String> texts() {
    return set.stream().map(Label::text).toList();
  }

  List<Enum<?>> set() {
    return set;
  }

  private static String text(Enum<?> value) {
    return value instanceof Labelled named ? named.label() : value.name().toLowerCase(Locale.ROOT);
  }
}
