package dev.untorn.origin.object.ban;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.record.FillSubject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A purge of all objects that have something in common.
 *
 * @param sequence objects that were requested from the origin under a lower one are purged
 * @param value as {@link #of} makes it comparable
 * @param createdMillis in milliseconds since the epoch, for people
 */
public record Ban(long sequence, Kind kind, String value, long createdMillis) {
  /** What the objects have in common. */
  public enum Kind {
    /** The beginning of their URL at the origin. */
    PREFIX,
    /** A name in their {@code Cache-Tag} or {@code Surrogate-Key}. */
    TAG
  }

  /**
   * Names in {@code Cache-Tag} are separated by commas, those in {@code Surrogate-Key} by spaces.
   */
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private static final Pattern SPACES = Pattern.compile("\\s+");

  static Ban of(long sequence, Kind kind, String value, long createdMillis) {
    return new Ban(
        sequence,
        kind,
        switch (kind) {
          case PREFIX -> UrlForm.of(value);
          case TAG -> folded(value.strip());
        },
        createdMillis);
  }

  boolean isSameAs(Ban other) {
    return kind == other.kind && value.equals(other.value);
  }

  /** Whether an object has it in common. */
  boolean matches(String url, List<String> tags) {
    return switch (kind) {
      case PREFIX -> url.startsWith(value);
      case TAG -> tags.contains(value);
    };
  }

  /** Whether an object with this key may have it in common, as far as the key says. */
  public boolean mayName(String key) {
    return switch (kind) {
      case PREFIX -> UrlForm.of(key).startsWith(value);
      case TAG -> true;
    };
  }

  /** Whether what is being fetched has it in common, and was requested before. */
  boolean matches(FillSubject subject) {
    return subject.sequence() < sequence
        && matches(UrlForm.of(subject.key()), tags(subject.head()));
  }

  /** The names by which a response may be purged. */
  static List<String> tags(StoredHead head) {
    return Stream.concat(
            names(head.fields().all("Cache-Tag"), COMMA),
            names(head.fields().all("Surrogate-Key"), SPACES))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static Stream<String> names(List<String> lines, Pattern separator) {
    return lines.stream().flatMap(line -> separator.splitAsStream(folded(line.strip())));
  }

  /** Caches differ in whether case matters: here, none is missed because of it. */
  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
