package dev.untorn.config;

/** Everything the user may set, validated. */
public record Settings(
    ServeSettings serve,
    NetworkSettings network,
    AdminSettings admin,
    StoreSettings store,
    LimitSettings limits,
    LogSettings log) {

  /** What holds when the user sets nothing. */
  public static Settings defaults() {
    return SettingsReader.settings(new Values(Keys.ALL));
  }
}
