package dev.untorn.config;

import java.util.List;

/**
 * Everything the user may set, validated.
 *
 * @param rules in the order in which they are tried; the first that matches applies
 */
public record Settings(
    ServeSettings serve,
    NetworkSettings network,
    AdminSettings admin,
    StoreSettings store,
    LimitSettings limits,
    LogSettings log,
    List<Rule> rules) {
  public Settings {
    rules = List.copyOf(rules);
  }

  /** These, with another store and other limits. */
  public Settings with(StoreSettings otherStore, LimitSettings otherLimits) {
    return new Settings(serve, network, admin, otherStore, otherLimits, log, rules);
  }
}
