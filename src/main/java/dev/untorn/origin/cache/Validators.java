package dev.untorn.origin.cache;

import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The validators of a response (RFC 9110, 8.8), as received. One that is malformed or repeated is
 * none.
 *
 * @param tag its entity tag
 * @param modified its Last-Modified
 */
public record Validators(Optional<String> tag, Optional<String> modified) {
  private static final String WEAK_PREFIX = "W/";

  /** 8.8.3; characters beyond ASCII come as ISO 8859-1. */
  private static final Pattern ENTITY_TAG =
      Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"");

  public static Validators of(Fields response) {
    return new Validators(
        Optional.ofNullable(response.single("ETag"))
            .filter(text -> ENTITY_TAG.matcher(text).matches()),
        Optional.ofNullable(response.single("Last-Modified"))
            .filter(text -> HttpDates.parse(text, 0).isPresent()));
  }

  /** The entity tag if it is strong: the only ground on which parts are joined (RFC 9111, 3.4). */
  public Optional<String> strongTag() {
    return tag.filter(text -> !text.startsWith(WEAK_PREFIX));
  }

  /** The fields of a conditional GET for the cache's own sake (RFC 9111, 4.3.1). */
  Fields conditions() {
    List<Field> fields = new ArrayList<>();
    tag.ifPresent(text -> fields.add(new Field("If-None-Match", text)));
    modified.ifPresent(text -> fields.add(new Field("If-Modified-Since", text)));
    return Fields.of(fields);
  }

  /** Likewise, by nothing weaker than a strong tag. */
  Fields strongCondition() {
    return strongTag().map(text -> Fields.of("If-None-Match", text)).orElse(Fields.NONE);
  }

  /**
   * Whether a 304 with these validators is about the response that has the others (RFC 9111,
   * 4.3.4): a strong tag needs the same strong one, a weak tag the same text, and a date counts
   * only without a tag. A 304 without validators is about what was asked for.
   */
  boolean select(Validators stored) {
    if (strongTag().isPresent()) {
      return strongTag().equals(stored.strongTag());
    }
    if (tag.isPresent()) {
      return stored.tag.map(Validators::opaque).equals(tag.map(Validators::opaque));
    }
    return modified.isEmpty() || modified.equals(stored.modified);
  }

  private static String opaque(String tag) {
    return tag.startsWith(WEAK_PREFIX) ? tag.substring(WEAK_PREFIX.length()) : tag;
  }
}
