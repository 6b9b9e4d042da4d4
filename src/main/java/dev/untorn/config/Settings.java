package dev.untorn.config;

import java.util.List;

/** All settings, validated. The first of {@code rules} that matches applies. */
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

  public Settings with(StoreSettings otherStore, LimitSettings otherLimits) {
    return new Settings(serve, network, admin, otherStore, otherLimits, log, rules);
  }
}
