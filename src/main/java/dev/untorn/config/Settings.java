package dev.untorn.config;

import dev.untorn.config.key.Keys;
import dev.untorn.config.key.Values;
import dev.untorn.config.load.SettingsReader;
import java.util.List;

/** Everything the user may set, validated. */
public record Settings(
    ServeSettings serve,
    NetworkSettings network,
    AdminSettings admin,
    StoreSettings store,
    LimitSettings limits,
    LogSettings log,
    RuleSettings rules) {

  /** These, with another store and other limits. */
  public Settings with(StoreSettings otherStore, LimitSettings otherLimits) {
    return new Settings(serve, network, admin, otherStore, otherLimits, log, rules);
  }

  /** What holds when the user sets nothing. */
  public static Settings defaults() {
    return SettingsReader.settings(new Values(Keys.ALL), List.of());
  }
}
