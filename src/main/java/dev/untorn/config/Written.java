package dev.untorn.config;

import java.util.List;

/** A value as the user wrote it, before its key's kind has judged it. */
sealed interface Written {
  /** One text. */
  record Text(String text) implements Written {}

  /** A YAML list. */
  record Items(List<String> items) implements Written {}

  /** How a message names it. */
  default String shown() {
    return switch (this) {
      case Text(String text) -> Shown.quoted(text);
      case Items(var items) -> Shown.quoted(String.join(", ", items)) + " as a list";
    };
  }
}
