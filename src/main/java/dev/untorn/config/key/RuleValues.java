package dev.untorn.config.key;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of one rule. */
public final class RuleValues {
  private final Map<String, Setting<?>> byName = new HashMap<>();

  public void set(Setting<?> setting) {
    byName.put(setting.key().fullName(), setting);
  }

  // A setting has the type of its key, so a key's setting has its type.
  @SuppressWarnings("unchecked")
  <T> Optional<T> get(Key<T> key) {
    return Optional.ofNullable(byName.get(key.fullName())).map(setting -> (T) setting.value());
  }
}
