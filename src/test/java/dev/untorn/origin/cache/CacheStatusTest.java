package dev.untorn.origin.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.CacheStatus.Mark;
import dev.untorn.semantics.Fields;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CacheStatusTest {
  @Test
  void a_hit_tells_how_long_it_stays_fresh() {
    assertEquals("untorn; hit; ttl=376", text(new CacheStatus.Hit(376)));
    assertEquals("untorn; hit; ttl=-412", text(new CacheStatus.Hit(-412)));
  }

  @Test
  void a_forwarded_request_tells_why() {
    assertEquals(
        "untorn; fwd=uri-miss; stored",
        text(new CacheStatus.Forwarded(ForwardReason.URI_MISS, Mark.STORED)));
    assertEquals(
        "untorn; fwd=stale; fwd-status=304; stored; collapsed",
        text(
            new CacheStatus.Forwarded(
                ForwardReason.STALE, OptionalInt.of(304), Set.of(Mark.COLLAPSED, Mark.STORED))));
    assertEquals("untorn; fwd=method", text(new CacheStatus.Forwarded(ForwardReason.METHOD)));
  }

  @Test
  void the_cache_next_to_the_client_is_last() {
    assertEquals(
        Fields.of("Cache-Status", "origin; hit, untorn; hit; ttl=1"),
        new CacheStatus.Hit(1).addedTo(Fields.of("cache-status", "origin; hit"), "untorn"));
  }

  private static String text(CacheStatus status) {
    return String.valueOf(status.addedTo(Fields.NONE, "untorn").first("Cache-Status"));
  }
}
