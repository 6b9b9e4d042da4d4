package dev.untorn.lab.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Oracle;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Head;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.purge.Purge;
import dev.untorn.lab.purge.PurgeWay;
import dev.untorn.lab.upstream.ObjectHistory;
import dev.untorn.lab.upstream.OriginKind;
import dev.untorn.lab.upstream.OriginObject;
import dev.untorn.lab.upstream.UpstreamExchange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What only a proxy can do wrong, and what its origin or its client did. */
final class ObjectJudgeTest {
  private static final int BLOCKS = 16;
  private static final long SIZE = BLOCKS * 512;
  private static final long BORN = 1_000_000_000_000L;

  /** When version 3 was the current one for a while. */
  private static final long NOW = BORN + 170_000_000L * 7 / 2;

  private static final String TAG = "\"t\"";

  @Test
  void a_file_joined_of_two_versions_is_wrong_only_where_tags_name_one_version() {
    Observation joined =
        seen(
            Question.JOINED,
            206,
            NOW,
            Optional.empty(),
            BlockRun.of(0, 8, 2),
            BlockRun.of(8, 8, 3));
    assertFound(Anomaly.MISJOINED, judge(OriginKind.SWAP, joined));
    assertEquals(new Verdict.NothingToJudge(206), judge(OriginKind.SAME_TAG, joined));
    assertEquals(new Verdict.NothingToJudge(206), judge(OriginKind.COARSE, joined));
  }

  @Test
  void a_mixture_in_one_response_is_wrong_unless_nothing_but_the_tag_tells_its_parts_apart() {
    Observation body =
        seen(Question.GET, 200, NOW, Optional.empty(), BlockRun.of(0, 8, 2), BlockRun.of(8, 8, 3));
    for (OriginKind kind : List.of(OriginKind.SWAP, OriginKind.SAME_TAG, OriginKind.WEAK)) {
      assertFound(Anomaly.TORN, judge(kind, body));
    }
    for (OriginKind kind : List.of(OriginKind.SWAP, OriginKind.SAME_TAG, OriginKind.WEAK)) {
      Observation first = seen(Question.RANGES, 206, NOW, Optional.empty(), BlockRun.of(0, 2, 2));
      Observation next = seen(Question.SEGMENT, 206, NOW, Optional.of(first), BlockRun.of(8, 2, 3));
      if (kind == OriginKind.SAME_TAG) {
        assertEquals(new Verdict.NothingToJudge(206), judge(kind, next));
      } else {
        assertFound(Anomaly.TORN, judge(kind, next));
      }
    }
  }

  @Test
  void what_a_digest_disproves_is_damaged_unless_only_a_part_was_sent() {
    BlockRun damaged = BlockRun.plain(1, 1, BlockRun.Kind.DAMAGED);
    BlockRun[] runs = {BlockRun.of(0, 1, 3), damaged, BlockRun.of(2, BLOCKS - 2, 3)};
    assertFound(
        Anomaly.DAMAGED,
        judge(OriginKind.DAMAGED, seen(Question.GET, 200, NOW, Optional.empty(), runs)));
    assertEquals(
        new Verdict.NothingToJudge(206),
        judge(OriginKind.DAMAGED, seen(Question.RANGE, 206, NOW, Optional.empty(), runs)));
    assertFound(
        Anomaly.TORN, judge(OriginKind.SWAP, seen(Question.GET, 200, NOW, Optional.empty(), runs)));
  }

  @Test
  void a_replaced_version_is_wrong_after_the_answer_to_a_purge_and_not_before() {
    OriginObject object = object(OriginKind.SWAP);
    Purge purge = new Purge(PurgeWay.PATH, object, NOW, NOW + 1_000);
    assertFound(Anomaly.PURGED, judge(purge, get(NOW + 2_000, 2)));
    assertFound(Anomaly.PURGED, judge(purge, confirmed(NOW + 2_000, 2)));
    assertWhole(judge(purge, get(NOW + 500, 2)), "asked before the answer");
    assertWhole(judge(purge, get(NOW + 2_000, 3)), "was the current one");
    UpstreamExchange again =
        new UpstreamExchange(2, 200, Optional.empty(), 1, true, false, NOW + 1, NOW + 2);
    assertWhole(judge(purge, get(NOW + 2_000, 2), again), "the origin gave it once more");
    assertTrue(
        judge(history(OriginKind.WEAK), List.of(purge), confirmed(NOW + 2_000, 2))
            instanceof Verdict.Whole,
        "the origin confirms it by a tag of all versions");
    assertTrue(promises(purge).bind(get(NOW + 2_000, 3)));
    assertFalse(promises(purge).bind(get(NOW + 500, 3)));
  }

  @Test
  void a_purge_of_many_is_about_neighbours_and_one_of_a_path_is_not() {
    OriginObject object = object(OriginKind.SWAP);
    OriginObject neighbour = new OriginObject(OriginKind.SWAP, 7, object.pattern(), BORN, 0, SIZE);
    OriginObject other = new OriginObject(OriginKind.SWAP, 8, object.pattern(), BORN, 0, SIZE);
    assertTrue(new Purge(PurgeWay.TAG, object, 1, 2).covers(neighbour));
    assertTrue(new Purge(PurgeWay.PREFIX, object, 1, 2).covers(neighbour));
    assertFalse(new Purge(PurgeWay.PREFIX, object, 1, 2).covers(other));
    assertFalse(new Purge(PurgeWay.URL, object, 1, 2).covers(neighbour));
  }

  private static Observation get(long start, long version) {
    return seen(Question.GET, 200, start, Optional.empty(), BlockRun.of(0, BLOCKS, version));
  }

  private static Observation confirmed(long start, long version) {
    return seen(Question.REVALIDATE, 304, start, Optional.of(get(NOW - 1_000_000, version)));
  }

  private static void assertFound(Anomaly anomaly, Verdict verdict) {
    assertTrue(
        verdict instanceof Verdict.Found(Anomaly found, _) && found == anomaly, verdict::toString);
  }

  private static void assertWhole(Verdict verdict, String why) {
    assertTrue(verdict instanceof Verdict.Whole, () -> why + ": " + verdict);
  }

  private static OriginObject object(OriginKind kind) {
    return new OriginObject(kind, 4, new BlockPattern(1), BORN, 0, SIZE);
  }

  private static ObjectHistory history(OriginKind kind, UpstreamExchange... more) {
    UpstreamExchange[] all = new UpstreamExchange[more.length + 2];
    System.arraycopy(more, 0, all, 0, more.length);
    for (int version = 2; version <= 3; version++) {
      long begin = BORN + version * 170_000_000L;
      all[more.length + version - 2] =
          new UpstreamExchange(version, 200, Optional.empty(), 1, true, false, begin, begin + 1);
    }
    return new ObjectHistory(object(kind), List.of(all), NOW + 5_000);
  }

  private static PurgePromises promises(Purge purge) {
    ObjectHistory history = history(OriginKind.SWAP);
    return PurgePromises.of(List.of(purge), history, oracle(history));
  }

  private static Oracle oracle(ObjectHistory history) {
    return new Oracle(history.model(), history.commits(), history.tags());
  }

  private static Verdict judge(OriginKind kind, Observation seen) {
    return judge(history(kind), List.of(), seen);
  }

  private static Verdict judge(Purge purge, Observation seen, UpstreamExchange... more) {
    return judge(history(OriginKind.SWAP, more), List.of(purge), seen);
  }

  private static Verdict judge(ObjectHistory history, List<Purge> purges, Observation seen) {
    Oracle oracle = oracle(history);
    return new ObjectJudge(
            history.object().kind(),
            false,
            oracle,
            history,
            PurgePromises.of(purges, history, oracle))
        .verdict(seen);
  }

  private static Observation seen(
      Question question, int status, long start, Optional<Observation> basis, BlockRun... runs) {
    long bytes = List.of(runs).stream().mapToLong(run -> run.count() * 512L).sum();
    Head head =
        new Head(
            status,
            Optional.of(TAG),
            Optional.empty(),
            OptionalLong.of(bytes),
            OptionalLong.of(SIZE),
            OptionalLong.empty(),
            Optional.empty());
    long offset = runs.length == 0 ? 0 : runs[0].first() * 512L;
    Blocks blocks = new Blocks(offset, bytes, List.of(runs));
    return new Observation(
        1, question, basis, start, start + 1, start + 2, head, blocks, 0, Close.COMPLETE);
  }
}
