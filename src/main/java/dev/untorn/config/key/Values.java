package dev.untorn.config.key;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A setting for each key; a later one overrides an earlier one. */
public final class Values {
  private final Map<String, Setting<?>> byName = new LinkedHashMap<>();

  public Values(Collection<Key<?>> keys) {
    keys.forEach(key -> set(key.byDefault()));
  }

  public void set(Setting<?> setting) {
    byName.put(setting.key().fullName(), setting);
  }

  // A setting has the type of its key, so a key's setting has its type.
  @SuppressWarnings("unchecked")
  <T> Setting<T> setting(Key<T> key) {
    Setting<?> setting = byName.get(key.fullName());
    if (setting == null || !setting.key().equals(key)) {
      throw new IllegalArgumentException("not in the table of keys: " + key.fullName());
    }
    return (Setting<T>) setting;
  }

  <T> T get(Key<T> key) {
    return setting(key).value();
  }

  boolean isSet(Key<?> key) {
    return !(setting(key).provenance() instanceof Provenance.Default);
  }

  public List<Setting<?>> all() {
    return List.copyOf(byName.values());
  }
}
