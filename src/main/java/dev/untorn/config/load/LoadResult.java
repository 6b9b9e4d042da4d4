package dev.untorn.config.load;

import dev.untorn.config.Rule;
import dev.untorn.config.Settings;
import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.EntryValues;
import dev.untorn.config.key.Keys;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.Setting;
import java.util.List;

/** The result of reading the settings. */
public sealed interface LoadResult {
  /** Usable. {@code all} has one setting for each key, in the order of {@link Keys#ALL}. */
  record Read(
      Settings settings, List<Setting<?>> all, List<PlacedOrigin> origins, List<PlacedRule> rules)
      implements LoadResult {
    public Read {
      all = List.copyOf(all);
      origins = List.copyOf(origins);
      rules = List.copyOf(rules);
    }
  }

  record PlacedOrigin(EntryValues values, Provenance provenance) {}

  record PlacedRule(Rule rule, Provenance provenance) {}

  /** Not usable, for these reasons. */
  record Invalid(List<ConfigProblem> problems) implements LoadResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
