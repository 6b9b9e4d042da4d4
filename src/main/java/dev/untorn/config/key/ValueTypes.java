package dev.untorn.config.key;

import dev.untorn.config.Size;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** All value types. Bounds are inclusive. */
final class ValueTypes {
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

  private ValueTypes() {}

  /** One of an enum's names, in lower case. */
  static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
    List<E> all = List.of(type.getEnumConstants());
    List<String> words = all.stream().map(ValueTypes::word).toList();
    int last = words.size() - 1;
    return new ValueType<>(
        String.join(", ", words.subList(0, last)) + " or " + words.get(last),
        text -> all.stream().filter(each -> word(each).equals(text)).findFirst(),
        ValueTypes::word);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A switch; also understands the usual words of YAML and other programs. */
  static ValueType<Boolean> onOff() {
    return new ValueType<>(
        "on or off",
        text ->
            switch (text) {
              case "on", "true", "yes" -> Optional.of(true);
              case "off", "false", "no" -> Optional.of(false);
              default -> Optional.empty();
            },
        value -> value ? "on" : "off");
  }

  static ValueType<Integer> whole(int min, int max) {
    return new ValueType<>(
        "a whole number from " + min + " to " + max,
        text ->
            Optional.of(text)
                .filter(WHOLE.asMatchPredicate())
                .map(Integer::valueOf)
                .filter(number -> number >= min && number <= max),
        value -> value);
  }

  static ValueType<OptionalInt> wholeOr(String word, int min, int max) {
    ValueType<Integer> whole = whole(min, max);
    return new ValueType<>(
        word + ", or " + whole.allowed(),
        text ->
            text.equals(word)
                ? Optional.of(OptionalInt.empty())
                : whole.ofText().apply(text).map(OptionalInt::of),
        value -> value.isPresent() ? (Object) value.getAsInt() : word);
  }

  static ValueType<Size> size(String min, String max) {
    return new ValueType<>(
        "a size from " + min + " to " + max + ", in bytes or with a unit such as KiB or MB",
        within(Size::parse, min, max),
        ValueTypes::yaml);
  }

  /** A size, or 0: the least size is far from 0, so that a missing unit is noticed. */
  static ValueType<Size> sizeOrNone(String min, String max) {
    ValueType<Size> size = size(min, max);
    return new ValueType<>(
        "0, or " + size.allowed(),
        text ->
            size.ofText().apply(text).or(() -> Size.parse(text).filter(any -> any.bytes() == 0)),
        ValueTypes::yaml);
  }

  private static Object yaml(Size size) {
    return size.bytes() == 0 ? 0 : size.toString();
  }

  static ValueType<Duration> duration(String min, String max) {
    return new ValueType<>(
        "a time from " + min + " to " + max + ", with its unit: ms, s, m, h or d",
        within(DurationFormat::parse, min, max),
        DurationFormat::write);
  }

  /** A time as HTTP tells it. */
  static ValueType<Duration> wholeSeconds(String min, String max) {
    Function<String, Optional<Duration>> within = within(DurationFormat::parse, min, max);
    return new ValueType<>(
        "a time from " + min + " to " + max + " in whole seconds, with its unit: s, m, h or d",
        text ->
            within.apply(text).filter(time -> time.equals(Duration.ofSeconds(time.toSeconds()))),
        DurationFormat::write);
  }

  private static <T extends Comparable<T>> Function<String, Optional<T>> within(
      Function<String, Optional<T>> parse, String min, String max) {
    T least = parse.apply(min).orElseThrow();
    T most = parse.apply(max).orElseThrow();
    return text ->
        parse
            .apply(text)
            .filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
  }

  static ValueType<String> text(String allowed, Predicate<String> check) {
    return new ValueType<>(allowed, text -> Optional.of(text).filter(check), value -> value);
  }

  /** Text that matches a pattern as a whole. */
  static ValueType<String> text(String allowed, String pattern) {
    return text(allowed, Pattern.compile(pattern).asMatchPredicate());
  }

  /** A value, or empty text for none. */
  static <T> ValueType<Optional<T>> orNone(ValueType<T> some) {
    return new ValueType<>(
        some.allowed() + ", or nothing for none",
        text -> {
          Optional<T> given = some.ofText().apply(text);
          return text.isEmpty() || given.isPresent()
              ? Optional.of(given.filter(_ -> !text.isEmpty()))
              : Optional.empty();
        },
        _ -> Optional.empty(),
        value -> value.isPresent() ? some.toYaml().apply(value.get()) : "",
        some.flaw());
  }

  /** A few values: a YAML list, or comma-separated. */
  static <T> ValueType<List<T>> listOf(ValueType<T> item, int max) {
    Function<List<String>, Optional<List<T>>> parse =
        texts -> {
          List<T> values = texts.stream().map(item.ofText()).flatMap(Optional::stream).toList();
          return values.size() == texts.size() && texts.size() <= max
              ? Optional.of(values)
              : Optional.empty();
        };
    return new ValueType<>(
        "at most " + max + " times " + item.allowed() + ", as a list or with commas between",
        text -> parse.apply(split(text)),
        parse,
        values -> values.stream().map(item.toYaml()).toList(),
        text -> split(text).stream().map(item.flaw()).flatMap(Optional::stream).findFirst());
  }

  private static List<String> split(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  /** A path, absolute or relative to the working directory. */
  static ValueType<Path> path() {
    return new ValueType<>(
        "a path",
        text -> {
          try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
          } catch (InvalidPathException e) {
            return Optional.empty();
          }
        },
        Path::toString);
  }
}
