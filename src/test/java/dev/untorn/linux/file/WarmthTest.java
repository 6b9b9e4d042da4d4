package dev.untorn.linux.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class WarmthTest {
  private final Warmth warmth = new Warmth();

  @Test
  void only_what_was_found_is_believed() {
    assertFalse(warmth.isBelieved(1, 0, 65_536));
    warmth.believe(1, 0, 65_536);
    assertTrue(warmth.isBelieved(1, 0, 65_536));
    assertFalse(warmth.isBelieved(2, 0, 65_536), "another file");
    assertFalse(warmth.isBelieved(1, 0, 131_072), "more of it");
    assertFalse(warmth.isBelieved(1, 65_536, 131_072), "another stretch");
  }
}
