package dev.untorn.config.key;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of one entry of a list: a rule, or an origin. */
public final class EntryValues {
  private final Map<String, Setting<?>> byName = new HashMap<>();

  public void set(Setting<?> setting) {
    byName.put(setting.key().fullName(), setting);
  }

  // A setting has the type of its key, so a key's setting has its type.
  @SuppressWarnings("unchecked")
  <T> Optional<Setting<T>> setting(Key<T> key) {
    return Optional.ofNullable(byName.get(key.fullName())).map(setting -> (Setting<T>) setting);
  }

  public <T> Optional<T> get(Key<T> key) {
    return setting(key).map(Setting::value);
  }

  /** Those of these keys that are set, in YAML. */
  Map<String, Object> plain(List<Key<?>> keys) {
    Map<String, Object> plain = new LinkedHashMap<>();
    keys.forEach(key -> setting(key).ifPresent(set -> plain.put(key.name(), set.plain())));
    return plain;
  }
}
