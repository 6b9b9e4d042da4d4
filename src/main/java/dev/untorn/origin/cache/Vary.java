package dev.untorn.origin.cache;

import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.ListElements;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which requests a stored response is for, beside its target (RFC 9111, 4.1). */
public sealed interface Vary {
  /** The response depends on what no cache can know: it matches no request. */
  record Unmatchable() implements Vary {}

  /** Request fields that select the response: in lower case, sorted, each once; mostly none. */
  record By(List<String> names) implements Vary {
    public static final By NOTHING = new By(List.of());

    /**
     * The selecting fields of a request: by name, one line each, normalised so that values that
     * mean the same are equal. One that is absent is absent. Give it the fields as they are sent to
     * the origin.
     */
    public Fields select(Fields sent) {
      List<Field> selecting = new ArrayList<>();
      for (String name : names) {
        List<String> lines = sent.all(name);
        if (!lines.isEmpty()) {
          selecting.add(new Field(name, SelectingValue.of(name, lines)));
        }
      }
      return Fields.of(selecting);
    }
  }

  /** What a response's Vary says. {@code *} anywhere in it counts, and so does what is no name. */
  static Vary of(Fields response) {
    List<String> lines = response.all("Vary");
    if (lines.isEmpty()) {
      return By.NOTHING;
    }
    List<String> names = ListElements.of(lines);
    if (names.stream().anyMatch(name -> name.equals("*") || !ListElements.isToken(name))) {
      return new Unmatchable();
    }
    return new By(
        names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().sorted().toList());
  }
}
