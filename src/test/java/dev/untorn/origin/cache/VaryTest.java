package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.untorn.semantics.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VaryTest {
  @ParameterizedTest
  @ValueSource(strings = {"*", "*, *", ", *", "*, Foo", "Foo, *", "Foo Bar", "\"Foo\""})
  void a_star_anywhere_and_what_is_no_name_match_nothing(String value) {
    assertEquals(new Vary.Unmatchable(), Vary.of(Fields.of("Vary", value)));
    assertEquals(
        new Vary.Unmatchable(), Vary.of(Fields.of("Vary", "", "Vary", value, "Vary", "Foo")));
  }

  @Test
  void names_of_all_lines_count_in_any_case_and_order() {
    assertEquals(
        new Vary.By(List.of("bar", "baz", "foo")),
        Vary.of(Fields.of("Vary", "Foo, baz", "vary", "BAR,foo")));
    assertEquals(Vary.By.NOTHING, Vary.of(Fields.NONE));
    assertEquals(Vary.By.NOTHING, Vary.of(Fields.of("Vary", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Foo | 1,2 | ` 1, 2 `",
        "Accept-Language | en, de | de, en",
        "Accept-Language | en, de | eN, De",
        "Accept-Language | en, de | ` en ,   de`",
        "Accept-Language | en;q=1.0, de;q=0.5 | de; q=0.5, en",
        "Accept-Encoding | gzip, br | BR,gzip,gzip"
      })
  void values_that_mean_the_same_are_equal(String name, String one, String other) {
    assertEquals(select(name, one), select(name, other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Foo | 1 | 2",
        "Foo | 1,2 | 2,1",
        "Foo | a | A",
        "Foo | \"a, b\" | \"a,b\"",
        "Accept-Language | en;q=0.1 | en;q=1",
        "Cookie | a=1,2 | a=1, 2",
        "Authorization | x y,z | x y, z"
      })
  void values_that_may_mean_something_else_differ(String name, String one, String other) {
    assertNotEquals(select(name, one), select(name, other));
  }

  @Test
  void lines_are_combined() {
    Vary.By vary = new Vary.By(List.of("foo"));
    assertEquals(
        vary.select(Fields.of("Foo", "1, 2")), vary.select(Fields.of("foo", "1", "FOO", "2")));
  }

  @Test
  void an_absent_field_equals_only_an_absent_one() {
    Vary.By vary = new Vary.By(List.of("bar", "foo"));
    Fields without = vary.select(Fields.of("Bar", "1", "Other", "2"));
    assertEquals(Fields.of("bar", "1"), without);
    assertEquals(without, vary.select(Fields.of("Other", "3", "BAR", "1")));
    assertNotEquals(without, vary.select(Fields.of("Bar", "1", "Foo", "")));
  }

  private static Fields select(String name, String value) {
    return ((Vary.By) Vary.of(Fields.of("Vary", name))).select(Fields.of(name, value));
  }
}
