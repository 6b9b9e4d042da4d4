package dev.untorn.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentRangeTest {
  @Test
  void bytes_of_a_known_or_unknown_whole_are_read() {
    assertEquals(
        Optional.of(new ContentRange(42, 1233, OptionalLong.of(1234))),
        ContentRange.parse("bytes 42-1233/1234"));
    assertEquals(
        Optional.of(new ContentRange(0, 0, OptionalLong.empty())),
        ContentRange.parse("Bytes 0-0/*"));
    assertEquals(1192, ContentRange.parse("bytes 42-1233/1234").orElseThrow().lengthBytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes */1234",
        "bytes 5-4/10",
        "bytes 0-10/10",
        "bytes -5/10",
        "bytes 0-1",
        "items 0-1/2",
        "bytes 0-1/2, bytes 3-4/5",
        "bytes 0-99999999999999999999/*"
      })
  void everything_else_is_none(String value) {
    assertEquals(Optional.empty(), ContentRange.parse(value));
  }
}
