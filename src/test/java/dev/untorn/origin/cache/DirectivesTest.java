package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.semantics.Fields;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DirectivesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "max-age=3600 | 3600",
        "MaX-aGe=3600 | 3600",
        "max-age=003600 | 3600",
        "max-age=\"3600\" | 3600",
        "max-age=\"36\\00\" | 3600",
        "foobar, max-age=3600 | 3600",
        ",, max-age=3600 , | 3600",
        "extension=\"max-age=3600\", max-age=1 | 1",
        "max-age=1, extension=\"max-age=3600\" | 1",
        "extension=\"a\\\", max-age=3600\", max-age=\"1\" | 1",
        "max-age=1800, max-age=1 | 1800",
        "max-age=1, max-age=1800 | 1",
        "max-age=2147483647 | 2147483647",
        "max-age=2147483649 | 2147483648",
        "max-age=99999999999999999999999 | 2147483648"
      })
  void the_first_valid_time_counts(String line, long seconds) {
    assertEquals(OptionalLong.of(seconds), cacheControl(line).seconds("max-age"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "max-age='3600'",
        "max-age=-3600",
        "max-age=3600.5",
        "max-age=a3600",
        "max-age=3600a",
        "max-age =3600",
        "max-age= 3600",
        "max-age=\"3600",
        "max-age=",
        "max-age",
        "max-age=x, max-age=3600"
      })
  void a_malformed_time_is_over(String line) {
    assertEquals(OptionalLong.of(0), cacheControl(line).seconds("max-age"));
  }

  @Test
  void an_absent_time_is_none() {
    assertEquals(OptionalLong.empty(), cacheControl("public").seconds("max-age"));
    assertEquals(OptionalLong.empty(), Directives.of(Fields.NONE).seconds("max-age"));
  }

  @Test
  void a_quote_that_is_not_closed_hides_no_directive() {
    assertTrue(cacheControl("extension=\"open, no-store").has("no-store"));
    Fields lines = Fields.of("Cache-Control", "x=\"open", "Cache-Control", "no-store, y=\"");
    assertTrue(Directives.of(lines).has("no-store"));
  }

  @Test
  void a_directive_may_be_limited_to_fields() {
    Directives directives = cacheControl("no-cache=\"A, b\", private=c, no-cache=\"d\"");
    assertEquals(List.of("a", "b", "d"), directives.fieldNames("no-cache"));
    assertEquals(List.of("c"), directives.fieldNames("private"));
    assertFalse(directives.hasWhole("no-cache"));
    assertTrue(cacheControl("no-cache=\"a\", No-CaChe").hasWhole("no-cache"));
  }

  private static Directives cacheControl(String line) {
    return Directives.of(Fields.of("Cache-Control", line));
  }
}
