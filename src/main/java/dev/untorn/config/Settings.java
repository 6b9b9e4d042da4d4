package dev.untorn.config;

/** Everything the user may set, validated. */
public record Settings(
    ServeSettings serve,
    NetworkSettings network,
    AdminSettings admin,
    StoreSettings store,
    LimitSettings limits,
    LogSettings log) {}
