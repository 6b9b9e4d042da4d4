package dev.untorn.lab.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Commit;
import dev.untorn.lab.writer.StateRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From when on no proxy may give an older version, and what was sent to its end. */
final class ObjectHistoryTest {
  private static final long BORN = 1_000_000_000L;
  private static final long PERIOD = Duration.ofMillis(1_700).toNanos();
  private static final long END = BORN + 3 * PERIOD;
  private static final long ON_THE_WAY = Duration.ofSeconds(1).toNanos();

  @Test
  void what_is_not_to_be_stored_may_be_given_until_it_is_replaced() {
    assertEquals(BORN + PERIOD + ON_THE_WAY, seen(object(OriginKind.STEADY, 0), 1));
  }

  @Test
  void what_is_fresh_may_be_given_as_long_as_it_is() {
    long fresh = Duration.ofSeconds(2).toNanos();
    assertEquals(BORN + PERIOD + fresh + ON_THE_WAY, seen(object(OriginKind.STEADY, 2), 1));
  }

  @Test
  void a_response_that_was_still_on_its_way_makes_its_version_newer() {
    long late = BORN + PERIOD + Duration.ofSeconds(1).toNanos();
    assertEquals(
        late + ON_THE_WAY,
        seen(
            object(OriginKind.STEADY, 0),
            1,
            exchange(0, BORN, late, false),
            exchange(0, 0, 1, true)));
  }

  @Test
  void a_response_that_never_ended_may_still_arrive() {
    long never = UpstreamExchange.UNFINISHED;
    assertEquals(
        END + ON_THE_WAY, seen(object(OriginKind.STEADY, 0), 1, exchange(0, BORN, never, false)));
  }

  @Test
  void versions_with_one_weak_tag_are_never_stale() {
    assertEquals(END, seen(object(OriginKind.WEAK, 2), 1));
  }

  @Test
  void a_version_is_whole_once_its_end_was_sent() {
    ObjectHistory history =
        history(
            object(OriginKind.STEADY, 0), exchange(0, 10, 20, false), exchange(1, 30, 40, true));
    assertFalse(history.wasSentWhole(0, END));
    assertFalse(history.wasSentWhole(1, 29));
    assertTrue(history.wasSentWhole(1, 30));
  }

  @Test
  void strong_tags_have_owners() {
    ObjectHistory history =
        history(object(OriginKind.STEADY, 0), tagged(3, "\"strong\""), tagged(4, "W/\"weak\""));
    assertEquals(Map.of("\"strong\"", StateRange.only(3)), history.tags());
  }

  private static long seen(OriginObject object, int version, UpstreamExchange... exchanges) {
    Commit commit = history(object, exchanges).commits().get(version);
    assertEquals(version, commit.state());
    return commit.commitNanos();
  }

  private static ObjectHistory history(OriginObject object, UpstreamExchange... exchanges) {
    return new ObjectHistory(object, List.of(exchanges), END);
  }

  private static OriginObject object(OriginKind kind, int number) {
    return new OriginObject(kind, number, new BlockPattern(1), BORN, 0, 100_200);
  }

  private static UpstreamExchange exchange(long version, long begin, long end, boolean closing) {
    return new UpstreamExchange(version, 200, Optional.empty(), 1, closing, false, begin, end);
  }

  private static UpstreamExchange tagged(long version, String tag) {
    return new UpstreamExchange(version, 200, Optional.of(tag), 1, true, false, 1, 2);
  }
}
