package dev.untorn.config.key;

import java.util.List;
import java.util.Optional;

/** What a key takes: how its text becomes a value, what is allowed, how a value is written. */
public interface ValueType<T> {
  /** The value, or nothing when the text is not allowed. */
  Optional<T> parse(String text);

  /** The value of a YAML list; most kinds take none. */
  default Optional<T> parseList(List<String> items) {
    return Optional.empty();
  }

  /** What is allowed, to end a sentence with. */
  String allowed();

  /** The value as YAML has it: a string, an integer or a list of strings. */
  Object plain(T value);
}
