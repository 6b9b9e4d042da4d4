package dev.untorn.linux.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class WarmRangesTest {
  private final WarmRanges warmRanges = new WarmRanges();

  @Test
  void only_what_was_found_is_believed() {
    assertFalse(warmRanges.contains(1, 0, 65_536));
    warmRanges.add(1, 0, 65_536);
    assertTrue(warmRanges.contains(1, 0, 65_536));
    assertFalse(warmRanges.contains(2, 0, 65_536), "another file");
    assertFalse(warmRanges.contains(1, 0, 131_072), "more of it");
    assertFalse(warmRanges.contains(1, 65_536, 131_072), "another stretch");
  }
}
