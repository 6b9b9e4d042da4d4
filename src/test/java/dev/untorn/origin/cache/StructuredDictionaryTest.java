package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.origin.cache.Directives.Directive;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StructuredDictionaryTest {
  @Test
  void members_are_directives() {
    assertEquals(
        Optional.of(
            List.of(
                new Directive("max-age", "600"),
                new Directive("must-revalidate", ""),
                new Directive("no-cache", "a, b"),
                new Directive("x", "(1 \"2\" three)"))),
        StructuredDictionary.parse(
            "max-age=600;why=\"so\", must-revalidate ,\tno-cache=\"a, b\",x=(1 \"2\" three);y"));
  }

  @Test
  void false_is_absence_and_the_last_of_a_name_counts() {
    assertEquals(
        Optional.of(List.of(new Directive("max-age", "2"))),
        StructuredDictionary.parse("no-store, max-age=1, no-store=?0, max-age=2"));
    assertEquals(
        Optional.of(List.of(new Directive("no-store", ""))),
        StructuredDictionary.parse("no-store=?1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1.5",
        "a=-1",
        "a=token/x:y",
        "a=:aGk=:",
        "a=@1659578233",
        "a=%\"f%c3%bc\"",
        "a=()",
        "a;b=?0"
      })
  void every_type_of_item_is_read(String field) {
    assertEquals(1, StructuredDictionary.parse(field).orElseThrow().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Max-Age=600",
        "max-age=600,",
        "max-age=600,,a",
        "max-age =600",
        "max-age= 600",
        "max-age=600 a",
        "max-age=\"600",
        "max-age=1234567890123456",
        "a=?2",
        "a=(1 2",
        "a=(1\"2\")",
        "é=1",
        "=1"
      })
  void what_is_malformed_says_nothing(String field) {
    assertEquals(Optional.empty(), StructuredDictionary.parse(field));
  }

  @Test
  void nothing_is_an_empty_dictionary() {
    assertEquals(Optional.of(List.of()), StructuredDictionary.parse("  "));
  }

  @Test
  void a_long_field_is_read_in_steps() {
    String text = "a".repeat(100_000);
    assertEquals(
        Optional.of(List.of(new Directive("x", text))),
        StructuredDictionary.parse("x=\"" + text + "\""));
    assertEquals(Optional.empty(), StructuredDictionary.parse("x=(" + "1 ".repeat(50_000)));
  }
}
