package dev.untorn.config.load;

import dev.untorn.config.Settings;
import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Keys;
import dev.untorn.config.key.Setting;
import java.util.List;

/** The result of reading the settings. */
public sealed interface LoadResult {
  /**
   * Usable.
   *
   * @param all one setting for each key, in the order of {@link Keys#ALL}
   * @param rules those of the settings, with their places
   */
  record Read(Settings settings, List<Setting<?>> all, List<PlacedRule> rules)
      implements LoadResult {
    public Read {
      all = List.copyOf(all);
      rules = List.copyOf(rules);
    }
  }

  /** Not usable, with all reasons. */
  record Invalid(List<ConfigProblem> problems) implements LoadResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
