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
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The kinds of values there are. */
final class ValueTypes {
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

  private ValueTypes() {}

  /** One of an enum's names, in lower case. */
  record OneOf<E extends Enum<E>>(Class<E> type) implements ValueType<E> {
    @Override
    public Optional<E> parse(String text) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> plain(constant).equals(text))
          .findFirst();
    }

    @Override
    public String allowed() {
      List<String> words = Arrays.stream(type.getEnumConstants()).map(this::plain).toList();
      int last = words.size() - 1;
      return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    @Override
    public String plain(E value) {
      return value.name().toLowerCase(Locale.ROOT);
    }
  }

  /** A switch; the usual words of YAML and other programs are understood too. */
  record OnOff() implements ValueType<Boolean> {
    @Override
    public Optional<Boolean> parse(String text) {
      return switch (text) {
        case "on", "true", "yes" -> Optional.of(true);
        case "off", "false", "no" -> Optional.of(false);
        default -> Optional.empty();
      };
    }

    @Override
    public String allowed() {
      return "on or off";
    }

    @Override
    public String plain(Boolean value) {
      return value ? "on" : "off";
    }
  }

  /** A whole number within bounds, both included. */
  record Whole(int min, int max) implements ValueType<Integer> {
    @Override
    public Optional<Integer> parse(String text) {
      return Optional.of(text)
          .filter(WHOLE.asMatchPredicate())
          .map(Integer::valueOf)
          .filter(number -> number >= min && number <= max);
    }

    @Override
    public String allowed() {
      return "a whole number from " + min + " to " + max;
    }

    @Override
    public Integer plain(Integer value) {
      return value;
    }
  }

  /** A whole number, or a word instead of one. */
  record WholeOr(String word, Whole whole) implements ValueType<OptionalInt> {
    @Override
    public Optional<OptionalInt> parse(String text) {
      return text.equals(word)
          ? Optional.of(OptionalInt.empty())
          : whole.parse(text).map(OptionalInt::of);
    }

    @Override
    public String allowed() {
      return word + ", or " + whole.allowed();
    }

    @Override
    public Object plain(OptionalInt value) {
      return value.isPresent() ? (Object) value.getAsInt() : word;
    }
  }

  /** A size within bounds, both included. */
  record Sized(Size min, Size max) implements ValueType<Size> {
    @Override
    public Optional<Size> parse(String text) {
      return Size.parse(text).filter(size -> size.compareTo(min) >= 0 && size.compareTo(max) <= 0);
    }

    @Override
    public String allowed() {
      return "a size from " + min + " to " + max + ", in bytes or with a unit such as KiB or MB";
    }

    @Override
    public Object plain(Size value) {
      return value.bytes() == 0 ? 0 : value.toString();
    }
  }

  /** A size within bounds, or 0: so that a number whose unit was left out is noticed. */
  record SizedOrNone(Sized sized) implements ValueType<Size> {
    @Override
    public Optional<Size> parse(String text) {
      return sized.parse(text).or(() -> Size.parse(text).filter(size -> size.bytes() == 0));
    }

    @Override
    public String allowed() {
      return "0, or " + sized.allowed();
    }

    @Override
    public Object plain(Size value) {
      return sized.plain(value);
    }
  }

  /** A duration within bounds, both included. */
  record DurationType(Duration min, Duration max) implements ValueType<Duration> {
    @Override
    public Optional<Duration> parse(String text) {
      return DurationFormat.parse(text)
          .filter(span -> span.compareTo(min) >= 0 && span.compareTo(max) <= 0);
    }

    @Override
    public String allowed() {
      return "a time from "
          + DurationFormat.write(min)
          + " to "
          + DurationFormat.write(max)
          + ", with its unit: ms, s, m or h";
    }

    @Override
    public String plain(Duration value) {
      return DurationFormat.write(value);
    }
  }

  /** Text that passes a check. */
  record Text(String allowed, Predicate<String> check) implements ValueType<String> {
    @Override
    public Optional<String> parse(String text) {
      return Optional.of(text).filter(check);
    }

    @Override
    public String plain(String value) {
      return value;
    }
  }

  /** Text that may be empty for "none". */
  record TextOrNone(Text text) implements ValueType<Optional<String>> {
    @Override
    public Optional<Optional<String>> parse(String written) {
      Optional<String> parsed = text.parse(written);
      return written.isEmpty() || parsed.isPresent() ? Optional.of(parsed) : Optional.empty();
    }

    @Override
    public String allowed() {
      return text.allowed() + ", or nothing for none";
    }

    @Override
    public String plain(Optional<String> value) {
      return value.orElse("");
    }
  }

  /** A few texts: a YAML list, or one text with commas between. */
  record Texts(Text item, int max) implements ValueType<List<String>> {
    @Override
    public Optional<List<String>> parse(String text) {
      return parseList(
          text.isEmpty()
              ? List.of()
              : Arrays.stream(text.split(",", -1)).map(String::strip).toList());
    }

    @Override
    public Optional<List<String>> parseList(List<String> items) {
      return Optional.of(items)
          .filter(all -> all.size() <= max && all.stream().allMatch(item.check));
    }

    @Override
    public String allowed() {
      return "at most " + max + " times " + item.allowed() + ", as a list or with commas between";
    }

    @Override
    public List<String> plain(List<String> value) {
      return value;
    }
  }

  /** A path, absolute or from where the program was started. */
  record PathKind() implements ValueType<Path> {
    @Override
    public Optional<Path> parse(String text) {
      try {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }

    @Override
    public String allowed() {
      return "a path";
    }

    @Override
    public String plain(Path value) {
      return value.toString();
    }
  }
}
