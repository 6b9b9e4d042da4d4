package dev.untorn.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.semantics.EntityTagList.Comparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EntityTagListTest {
  private static final EntityTag STRONG = new EntityTag("xyzzy", false);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "W/\"1\"; 1; true; false; true",
        "W/\"1\"; 2; true; false; false",
        "W/\"1\"; 1; false; false; true",
        "\"1\"; 1; true; false; true",
        "\"1\"; 1; false; true; true"
      })
  void tags_compare_as_in_the_table_of_the_rfc(
      String field, String opaque, boolean weak, boolean strongly, boolean weakly) {
    EntityTag tag = new EntityTag(opaque, weak);
    assertEquals(strongly, EntityTagList.names(field, tag, Comparison.STRONG));
    assertEquals(weakly, EntityTagList.names(field, tag, Comparison.WEAK));
    assertEquals(strongly, EntityTagList.isExactly(field, tag));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "\"xyzzy\"",
        "\"xyzzy\", \"r2d2xxxx\", \"c3piozzzz\"",
        "\"r2d2xxxx\",\"c3piozzzz\",\"xyzzy\"",
        "\"a,b\", \"xyzzy\"",
        "\"\", \"xyzzy\"",
        ", ,\t\"xyzzy\" ,,",
        " \"xyzzy\" ",
        "\"back\\slash\\\", \"xyzzy\"",
        "\"\u00e9\u00ff\", \"xyzzy\"",
        "\"W/\", W/\"no\", \"xyzzy\""
      })
  void a_list_names_what_is_in_it(String field) {
    assertTrue(EntityTagList.names(field, STRONG, Comparison.STRONG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "\"\"",
        "\"xyzz\"",
        "\"xyzzyy\"",
        "\"XYZZY\"",
        "\",xyzzy,\"",
        "xyzzy",
        "\"xyzzy",
        "xyzzy\"",
        "'xyzzy'",
        "\"xyzzy\"garbage",
        "\"xyzzy\" \"other\"",
        "\"xyzzy\", other",
        "\"xyzzy\", \"open",
        "\"xyzzy\", \"a space\"",
        "\"xyzzy\", \"a\u007fdelete\"",
        "\"xyzzy\", w/\"lower\"",
        "\"xyzzy\", W/",
        "\"xyzzy\", W /\"x\"",
        "\"xyzzy\", *",
        "*, \"xyzzy\"",
        "**",
        "*,"
      })
  void whatever_breaks_the_grammar_names_nothing(String field) {
    assertFalse(EntityTagList.names(field, STRONG, Comparison.WEAK));
  }

  @Test
  void a_prefix_of_a_tag_is_not_the_tag() {
    assertFalse(EntityTagList.names("\"x\"", new EntityTag("", false), Comparison.WEAK));
    assertTrue(EntityTagList.names("\"\"", new EntityTag("", false), Comparison.WEAK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "\"xyzzy\", \"xyzzy\"", "\"xyzzy\" ", "W/\"xyzzy\"", "xyzzy", "\"xyzzy"})
  void if_range_takes_one_strong_tag_and_nothing_else(String field) {
    assertFalse(EntityTagList.isExactly(field, STRONG));
  }
}
