package dev.untorn.config.key;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A type of values.
 *
 * @param allowed what is allowed, to end a sentence with
 * @param ofText the value, or nothing when the text is not allowed
 * @param ofList the same of a YAML list, which most types do not take
 * @param toYaml the value as YAML has it: a string, an integer or a list of strings
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
