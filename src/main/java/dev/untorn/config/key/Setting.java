package dev.untorn.config.key;

/** The value of a key, and where it was set. */
public record Setting<T>(Key<T> key, T value, Provenance provenance) {
  /** The value in YAML: a string, an integer or a list of strings. */
  public Object plain() {
    return key.valueType().toYaml().apply(value);
  }
}
