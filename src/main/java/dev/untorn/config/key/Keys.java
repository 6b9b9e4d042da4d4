package dev.untorn.config.key;

import dev.untorn.config.Rule;
import dev.untorn.config.Settings;
import java.util.List;

/** The table of all keys, in the order of the reference file. */
public final class Keys {
  public static final List<Section> SECTIONS =
      List.of(
          ServeKeys.SECTION,
          ProxyKeys.SECTION,
          NetworkKeys.SECTION,
          AdminKeys.SECTION,
          StoreKeys.SECTION,
          LimitKeys.SECTION,
          LogKeys.SECTION);

  public static final List<Key<?>> ALL =
      SECTIONS.stream().<Key<?>>mapMulti((section, keys) -> section.keys().forEach(keys)).toList();

  private Keys() {}

  public static Settings settings(Values values, List<EntryValues> origins, List<Rule> rules) {
    return new Settings(
        ServeKeys.settings(values),
        ProxyKeys.settings(values, origins),
        NetworkKeys.settings(values),
        AdminKeys.settings(values),
        StoreKeys.settings(values),
        LimitKeys.settings(values),
        LogKeys.settings(values),
        rules);
  }

  public static Key<?> named(String fullName) {
    return ALL.stream()
        .filter(key -> key.fullName().equals(fullName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such key: " + fullName));
  }
}
