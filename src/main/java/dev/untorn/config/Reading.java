package dev.untorn.config;

import java.util.List;

/** What reading the settings comes to. */
public sealed interface Reading {
  /**
   * All is well.
   *
   * @param all one setting for each key, in the order of {@link Keys#ALL}
   * @param rules those of the settings, with their places
   */
  record Read(Settings settings, List<Setting<?>> all, List<PlacedRule> rules) implements Reading {
    public Read {
      all = List.copyOf(all);
      rules = List.copyOf(rules);
    }
  }

  /** Not usable, for every reason that was found. */
  record Invalid(List<Problem> problems) implements Reading {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
