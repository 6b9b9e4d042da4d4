package dev.untorn.origin.proxy.part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.semantics.ContentRange;
import dev.untorn.semantics.Fields;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WantedPartTest {
  private static Optional<String> asked(String range) {
    return WantedPart.of(Fields.of("Range", range)).map(WantedPart::range);
  }

  private static boolean isIn(String range, String part) {
    return WantedPart.of(Fields.of("Range", range))
        .orElseThrow()
        .isIn(ContentRange.parse(part).orElseThrow());
  }

  @Test
  void what_is_far_or_ends_soon_is_fetched_alone() {
    assertEquals(Optional.of("bytes=0-1048575"), asked("bytes=0-99"));
    assertEquals(Optional.of("bytes=7340032-10485759"), asked("bytes=8388607-9999999"));
    assertEquals(Optional.of("bytes=0-5242879"), asked("bytes=0-67108863"), "64 MiB");
    assertEquals(Optional.empty(), asked("bytes=0-67108864"), "more");
    assertEquals(Optional.empty(), asked("bytes=0-"));
    assertEquals(Optional.empty(), asked("bytes=8388607-"));
    assertEquals(Optional.of("bytes=8388608-13631487"), asked("bytes=8388608-"));
    assertEquals(Optional.of("bytes=8388608-9437183"), asked("bytes=8388608-8388608"));
    assertEquals(Optional.of("bytes=0-1048575"), asked("bytes=0-0,20000000-20000001"), "several");
    assertEquals(Optional.empty(), asked("lines=20000000-"));
    assertEquals(Optional.empty(), asked("bytes=20000001-20000000"));
    assertEquals(Optional.empty(), asked("bytes=9223372036854775807-"));
    assertEquals(Optional.empty(), WantedPart.of(Fields.NONE));
  }

  @Test
  void whole_units_are_asked_for() {
    assertEquals(Optional.of("bytes=19922944-20971519"), asked("bytes=20000000-20000099"));
    assertEquals(Optional.of("bytes=19922944-22020095"), asked("bytes=20971519-20971520"));
    assertEquals(Optional.of("bytes=19922944-25165823"), asked("bytes=20000000-"));
    assertEquals(
        Optional.of("bytes=19922944-25165823"), asked("bytes=20000000-9223372036854775807"));
    assertEquals(Optional.of("bytes=-1048576"), asked("bytes=-100"));
    assertEquals(Optional.of("bytes=-2000000"), asked("bytes=-2000000"));
  }

  @Test
  void another_part_is_none() {
    assertTrue(isIn("bytes=20000000-20000099", "bytes 19922944-20971519/30000000"));
    assertTrue(isIn("bytes=20000000-20000099", "bytes 19922944-20000010/30000000"), "less");
    assertFalse(isIn("bytes=20000000-20000099", "bytes 19922944-19999999/30000000"));
    assertFalse(isIn("bytes=20000000-20000099", "bytes 20000000-20000099/30000000"));
    assertFalse(isIn("bytes=20000000-20000099", "bytes 19922944-20971519/*"));
    assertTrue(isIn("bytes=-100", "bytes 28951424-29999999/30000000"));
    assertTrue(isIn("bytes=-100", "bytes 0-99/100"));
    assertFalse(isIn("bytes=-100", "bytes 29999900-29999999/30000000"));
  }
}
