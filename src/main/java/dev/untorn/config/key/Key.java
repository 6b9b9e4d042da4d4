package dev.untorn.config.key;

import java.util.Locale;

/**
 * One setting. The readers of file, environment and options, and the printed settings, work from
 * this record; {@code config/untorn.yaml} explains each key and its bounds.
 */
public record Key<T>(String section, String name, ValueType<T> valueType, T defaultValue) {
  /** {@code section.name}, as in messages. */
  public String fullName() {
    return section + "." + name;
  }

  /** The variable that sets it, like {@code UNTORN_SERVE_MODE}. */
  public String environmentName() {
    return "UNTORN_" + fullName().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The default in YAML: a string, an integer or a list of strings. */
  public Object plainDefault() {
    return byDefault().plain();
  }

  Setting<T> byDefault() {
    return new Setting<>(this, defaultValue, new Provenance.Default());
  }
}
