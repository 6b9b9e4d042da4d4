package dev.untorn.config.key;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A type of values.
 *
 * @param allowed what is allowed, as the end of a sentence
 * @param ofText parses text; empty if it is not allowed
 * @param ofList parses a YAML list, which most types do not allow
 * @param toYaml the value in YAML: a string, an integer or a list of strings
 */
public record ValueType<T>(
    String allowed,
    Function<String, Optional<T>> ofText,
    Function<List<String>, Optional<T>> ofList,
    Function<T, Object> toYaml) {
  ValueType(String allowed, Function<String, Optional<T>> ofText, Function<T, Object> toYaml) {
    this(allowed, ofText, _ -> Optional.empty(), toYaml);
  }
}
