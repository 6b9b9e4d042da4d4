package dev.untorn.config.key;

import java.util.List;

/** A value as the user wrote it, before its key's type has parsed it. */
public sealed interface RawValue {
  /** One text. */
  record Text(String text) implements RawValue {}

  /** A YAML list. */
  record Items(List<String> items) implements RawValue {}

  /** How a message shows it. */
  default String shown() {
    return switch (this) {
      case Text(String text) -> SafeText.quoted(text);
      case Items(var items) -> SafeText.quoted(String.join(", ", items)) + " as a list";
    };
  }
}
