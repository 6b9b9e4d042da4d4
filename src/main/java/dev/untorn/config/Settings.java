package dev.untorn.config;

import java.nio.file.Path;
import java.util.List;

/** All settings, validated. The first of {@code rules} that matches applies. */
public record Settings(
    ServeSettings serve,
    ProxySettings proxy,
    NetworkSettings network,
    AdminSettings admin,
    StoreSettings store,
    LimitSettings limits,
    LogSettings log,
    List<Rule> rules) {
  public Settings {
    rules = List.copyOf(rules);
  }

  /** The directory that is served, or in which a proxy keeps its objects. */
  public Path directory() {
    return proxy.isUsed() ? proxy.cache() : serve.directory();
  }

  public Settings with(StoreSettings otherStore, LimitSettings otherLimits) {
    return new Settings(serve, proxy, network, admin, otherStore, otherLimits, log, rules);
  }
}
