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
 * @param toYaml the value in YAML: a string, an integer or a list
 * @param flaw what is wrong with text that is not allowed, if it can be said more closely; without
 *     the text where that may be a secret
 */
public record ValueType<T>(
    String allowed,
    Function<String, Optional<T>> ofText,
    Function<List<String>, Optional<T>> ofList,
    Function<T, Object> toYaml,
    Function<String, Optional<String>> flaw) {
  ValueType(String allowed, Function<String, Optional<T>> ofText, Function<T, Object> toYaml) {
    this(allowed, ofText, _ -> Optional.empty(), toYaml, _ -> Optional.empty());
  }

  /** About text that is not allowed. */
  public String refusal(String text) {
    return refusal(flaw.apply(text), SafeText.quoted(text));
  }

  /** About a YAML list that is not allowed. */
  public String refusal(List<String> texts) {
    return refusal(
        texts.stream().map(flaw).flatMap(Optional::stream).findFirst(),
        SafeText.quoted(String.join(", ", texts)) + " as a list");
  }

  private String refusal(Optional<String> closer, String found) {
    return "found " + closer.orElse(found) + "; allowed: " + allowed;
  }
}
