package dev.untorn.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing the user may set. Everything that knows keys works from this record: the readers of
 * file, environment and options, the printed settings and the reference file.
 *
 * @param section the section's name in the file
 * @param name the name within the section
 * @param sentence what it is for and why it has its bounds; the comment in the reference file
 */
public record Key<T>(String section, String name, Kind<T> kind, T defaultValue, String sentence) {

  /** {@code section.name}, as messages have it. */
  public String fullName() {
    return section + "." + name;
  }

  /** The variable that sets it, like {@code UNTORN_SERVE_MODE}. */
  public String environmentName() {
    return "UNTORN_" + fullName().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The default as YAML has it: a string, an integer or a list of strings. */
  public Object plainDefault() {
    return kind.plain(defaultValue);
  }

  Setting<T> byDefault() {
    return new Setting<>(this, defaultValue, new Provenance.Default());
  }

  Optional<Setting<T>> parse(Written written, Provenance provenance) {
    Optional<T> value =
        switch (written) {
          case Written.Text(String text) -> kind.parse(text);
          case Written.Items(var items) -> kind.parseList(items);
        };
    return value.map(parsed -> new Setting<>(this, parsed, provenance));
  }
}
