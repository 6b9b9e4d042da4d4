package dev.untorn.config;

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
}
