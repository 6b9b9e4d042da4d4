package dev.untorn.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ListElementsTest {
  @Test
  void elements_are_trimmed_and_empty_ones_left_out() {
    assertEquals(List.of("a", "b c", "d"), ListElements.of(" a ,, b c,\t,d, "));
    assertEquals(List.of(), ListElements.of(""));
    assertEquals(List.of("a", "b"), ListElements.of(List.of("a", "", "b")));
  }

  @Test
  void a_comma_in_a_quoted_string_does_not_separate() {
    assertEquals(List.of("a=\"b, \\\", c\"", "d"), ListElements.of("a=\"b, \\\", c\", d"));
  }

  @Test
  void a_quote_that_is_not_closed_is_an_ordinary_character() {
    assertEquals(List.of("a=\"b", "c"), ListElements.of("a=\"b, c"));
    assertEquals(List.of("a=\"b\\\"", "c\\"), ListElements.of("a=\"b\\\", c\\"));
    assertEquals(List.of("\"a", "b\""), ListElements.of(List.of("\"a", "b\"")));
  }

  @Test
  void only_a_whole_quoted_string_is_unquoted() {
    assertEquals("a\"b\\c", ListElements.unquoted("\"a\\\"b\\\\c\""));
    assertEquals("", ListElements.unquoted("\"\""));
    assertEquals("\"a\"b", ListElements.unquoted("\"a\"b"));
    assertEquals("\"a", ListElements.unquoted("\"a"));
    assertEquals("\"", ListElements.unquoted("\""));
    assertEquals("a", ListElements.unquoted("a"));
  }

  @Test
  void tokens_name_fields_and_methods() {
    assertTrue(ListElements.isToken("M-SEARCH"));
    assertFalse(ListElements.isToken(""));
    assertFalse(ListElements.isToken("a b"));
    assertFalse(ListElements.isToken("\"a\""));
  }
}
