package dev.untorn.lab.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.lab.check.Promise.Retention;
import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.writer.StateRange;
import dev.untorn.lab.writer.WriterKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Verdicts on downloads that were broken off and resumed, from histories made by hand. */
final class ResumeJudgeTest {
  private static final int BLOCKS = HistoryBuilder.BLOCKS;

  @Test
  void the_rest_of_another_version_is_a_splice() {
    Observation begun =
        HistoryBuilder.telling(Question.GET_PART)
            .of(BlockRun.of(0, 8, 3))
            .close(Close.LEFT)
            .at(380, 390)
            .seen();
    for (Question question : List.of(Question.IF_RANGE, Question.IF_MATCH)) {
      HistoryBuilder.Telling rest = HistoryBuilder.telling(question).status(206).upon(begun);
      assertFound(Anomaly.RESUME_SPLICE, judge(rest.of(BlockRun.of(8, BLOCKS - 8, 4))));
      assertEquals(whole(3, 10), judge(rest.of(BlockRun.of(8, BLOCKS - 8, 3))), "pinned");
      assertEquals(
          whole(4, 0), judge(HistoryBuilder.telling(question).upon(begun)), "all of the new one");
    }
    assertEquals(
        new Verdict.NothingToJudge(412),
        judge(HistoryBuilder.telling(Question.IF_MATCH).status(412).of().upon(begun)));
  }

  @Test
  void a_pinned_version_is_never_stale_for_who_asks_for_it_by_its_tag() {
    Observation begun =
        HistoryBuilder.telling(Question.GET_PART)
            .of(BlockRun.of(0, 8, 3))
            .tag("\"3\"")
            .close(Close.LEFT)
            .at(380, 390)
            .seen();
    BlockRun rest = BlockRun.of(8, BLOCKS - 8, 3);
    BlockRun all = BlockRun.of(0, BLOCKS, 3);
    assertEquals(whole(3, 310), judge(ifMatch(begun).status(206).of(rest)), "the rest");
    assertEquals(whole(3, 310), judge(ifMatch(begun).of(all)), "all of it");
    assertEquals(whole(7, 0), judge(ifMatch(begun).of(BlockRun.of(0, BLOCKS, 7))), "the newest");
    assertEquals(new Verdict.NothingToJudge(412), judge(ifMatch(begun).status(412).of()));
    assertFound(Anomaly.STALE, judge(ifMatch(begun).of(BlockRun.of(0, BLOCKS, 5))));
    assertFound(
        Anomaly.RESUME_SPLICE, judge(ifMatch(begun).status(206).of(BlockRun.of(8, BLOCKS - 8, 7))));
    assertFound(Anomaly.STALE, judge(range().status(206).of(rest).at(780, 790)));
    assertFound(Anomaly.STALE, judge(get().of(all).at(780, 790)));
  }

  private static HistoryBuilder.Telling ifMatch(Observation begun) {
    return HistoryBuilder.telling(Question.IF_MATCH).upon(begun).at(780, 790);
  }

  @Test
  void the_rest_of_a_version_that_should_still_be_kept_must_not_be_refused() {
    Retention retention = new Retention(1_000, 10 * HistoryBuilder.SIZE);
    Observation begun = begun().addressed().seen();
    for (Question way : List.of(Question.IF_MATCH, Question.OWN_ADDRESS)) {
      int status = way == Question.IF_MATCH ? 412 : 404;
      HistoryBuilder.Telling refused = HistoryBuilder.telling(way).status(status).of().at(780, 790);
      assertFound(Anomaly.NOT_RESUMED, keeping(retention).judge(refused.upon(begun).seen()));
      assertEquals(
          new Verdict.NothingToJudge(status),
          keeping(Retention.NONE).judge(refused.upon(begun).seen()),
          "it keeps nothing");
      assertEquals(
          new Verdict.NothingToJudge(status),
          keeping(new Retention(300, 10 * HistoryBuilder.SIZE)).judge(refused.upon(begun).seen()),
          "its time was over");
      assertEquals(
          new Verdict.NothingToJudge(status),
          keeping(new Retention(1_000, 3 * HistoryBuilder.SIZE)).judge(refused.upon(begun).seen()),
          "four versions came after it");
      assertEquals(
          new Verdict.NothingToJudge(status),
          keeping(retention).judge(refused.upon(begun().seen()).seen()),
          "it was given no address of its own");
    }
  }

  @Test
  void a_version_need_not_be_found_while_no_file_has_its_name() {
    Retention retention = new Retention(1_000, 10 * HistoryBuilder.SIZE);
    Observation begun = begun().addressed().seen();
    HistoryBuilder.Telling answer =
        HistoryBuilder.telling(Question.OWN_ADDRESS).status(404).of().upon(begun);
    Observation meanwhile = answer.at(705, 710).seen();
    Observation afterwards = answer.at(780, 790).seen();
    Verdict told = new Verdict.NothingToJudge(404);
    assertEquals(told, new HistoryBuilder(WriterKind.UPLOAD, retention).judge(meanwhile));
    assertFound(
        Anomaly.NOT_RESUMED, new HistoryBuilder(WriterKind.UPLOAD, retention).judge(afterwards));
    assertFound(Anomaly.NOT_RESUMED, keeping(retention).judge(meanwhile));
  }

  @Test
  void what_a_versions_own_address_gives_is_that_version_and_is_never_stale() {
    Observation begun = begun().addressed().seen();
    HistoryBuilder.Telling rest =
        HistoryBuilder.telling(Question.OWN_ADDRESS).upon(begun).at(780, 790);
    assertEquals(whole(3, 310), judge(rest.status(206).of(BlockRun.of(8, BLOCKS - 8, 3))));
    assertFound(Anomaly.RESUME_SPLICE, judge(rest.status(206).of(BlockRun.of(8, BLOCKS - 8, 7))));
    assertFound(Anomaly.RESUME_SPLICE, judge(rest.status(200).of(BlockRun.of(0, BLOCKS, 7))));
  }

  private static HistoryBuilder.Telling begun() {
    return HistoryBuilder.telling(Question.GET_PART)
        .of(BlockRun.of(0, 8, 3))
        .close(Close.LEFT)
        .at(380, 390);
  }

  private static HistoryBuilder keeping(Retention retention) {
    return new HistoryBuilder(WriterKind.IN_PLACE_STEPS, retention);
  }

  @Test
  void the_head_of_a_pinned_version_is_its_own() {
    Observation begun =
        HistoryBuilder.telling(Question.GET_PART)
            .of(BlockRun.of(0, 8, 3))
            .close(Close.LEFT)
            .at(380, 390)
            .seen();
    Observation newest = get().of(BlockRun.of(0, BLOCKS, 7)).tag("\"7\"").at(780, 785).seen();
    HistoryBuilder.Telling rest = ifMatch(begun).status(206).of(BlockRun.of(8, BLOCKS - 8, 3));
    assertEquals(whole(3, 310), judge(rest.date("Thu, 01 Jan 1970 00:00:03 GMT")));
    assertFound(Anomaly.HEADER_SKEW, judge(rest.date("Thu, 01 Jan 1970 00:00:07 GMT")));
    assertFound(
        Anomaly.HEADER_SKEW,
        story(WriterKind.IN_PLACE_STEPS)
            .after(newest)
            .judge(rest.date("Thu, 01 Jan 1970 00:00:03 GMT").tag("\"7\"").seen()));
  }

  @Test
  void what_began_as_a_mixture_cannot_be_resumed_to_a_whole() {
    Observation begun =
        HistoryBuilder.telling(Question.GET_PART)
            .of(BlockRun.of(0, 8, 3), BlockRun.of(8, 8, 5))
            .close(Close.LEFT)
            .seen();
    HistoryBuilder.Telling rest = HistoryBuilder.telling(Question.IF_RANGE).status(206).upon(begun);
    assertFound(Anomaly.RESUME_SPLICE, judge(rest.of(BlockRun.of(16, BLOCKS - 16, 4))));
  }

  private static HistoryBuilder.Telling get() {
    return HistoryBuilder.telling(Question.GET);
  }

  private static HistoryBuilder.Telling range() {
    return HistoryBuilder.telling(Question.RANGE);
  }

  private static HistoryBuilder story(WriterKind writer) {
    return new HistoryBuilder(writer);
  }

  private static Verdict judge(HistoryBuilder.Telling telling) {
    return story(WriterKind.IN_PLACE_STEPS).judge(telling.seen());
  }

  private static Verdict whole(long state, long lagNanos) {
    return new Verdict.Whole(StateRange.only(state), lagNanos);
  }

  private static void assertFound(Anomaly anomaly, Verdict verdict) {
    assertEquals(
        anomaly, assertInstanceOf(Verdict.Found.class, verdict, verdict::toString).anomaly());
  }
}
