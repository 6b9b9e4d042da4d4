package dev.untorn.config.key;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keys that belong together, in the order of the reference file. */
public record Section(String name, List<Key<?>> keys) {
  Section(String name) {
    this(name, new ArrayList<>());
  }

  /** Adds a key, with its default as written. Called by the constants of one loading class. */
  <T> Key<T> key(String keyName, ValueType<T> valueType, String usual) {
    Key<T> key = new Key<>(name, keyName, valueType, valueType.ofText().apply(usual).orElseThrow());
    keys.add(key);
    return key;
  }

  @Override
  public List<Key<?>> keys() {
    return Collections.unmodifiableList(keys);
  }
}
