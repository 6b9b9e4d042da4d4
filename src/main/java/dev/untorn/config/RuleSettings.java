package dev.untorn.config;

import java.util.List;

/**
 * Rules by path.
 *
 * @param all in the order in which they are tried; the first that matches applies
 */
public record RuleSettings(List<Rule> all) {
  public RuleSettings {
    all = List.copyOf(all);
  }
}
