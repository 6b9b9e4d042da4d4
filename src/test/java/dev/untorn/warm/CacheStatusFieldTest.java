package dev.untorn.warm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CacheStatusFieldTest {
  @Test
  void the_cache_next_to_the_client_counts() {
    CacheStatusField status =
        CacheStatusField.parse(
            "Far; hit; detail=\"a, \\\"b; stored\", Untorn; fwd=uri-miss; stored");
    assertEquals("Untorn; fwd=uri-miss; stored", status.text());
    assertFalse(status.isHit());
    assertTrue(status.isStored());
    assertFalse(status.isConfirmed());
  }

  @Test
  void a_validation_may_confirm_what_is_stored() {
    assertTrue(CacheStatusField.parse("Untorn; fwd=stale; fwd-status=304").isConfirmed());
    assertFalse(CacheStatusField.parse("Untorn; fwd=stale; fwd-status=200; stored").isConfirmed());
    assertFalse(CacheStatusField.parse("Untorn; fwd=uri-miss").isStored());
  }
}
