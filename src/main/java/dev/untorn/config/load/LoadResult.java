package dev.untorn.config.load;

import dev.untorn.config.Settings;
import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.Keys;
import dev.untorn.config.key.Setting;
import java.util.List;

/** What reading the settings comes to. */
public sealed interface LoadResult {
  /**
   * All is well.
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

  /** Not usable, for every reason that was found. */
  record Invalid(List<ConfigProblem> problems) implements LoadResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
