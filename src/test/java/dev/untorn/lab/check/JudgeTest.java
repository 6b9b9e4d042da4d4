package dev.untorn.lab.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.lab.check.Promise.Retention;
import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.BlockRun;
import dev.untorn.lab.content.BlockRun.Kind;
import dev.untorn.lab.history.History;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.writer.LabFile;
import dev.untorn.lab.writer.StateRange;
import dev.untorn.lab.writer.WriterKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every verdict, from histories made by hand. */
final class JudgeTest {
  private static final int BLOCKS = HistoryBuilder.BLOCKS;

  @Test
  void the_newest_version_is_whole() {
    assertEquals(whole(4, 0), judge(get()));
  }

  @Test
  void a_state_that_existed_in_the_middle_of_a_change_is_half_written() {
    assertFound(
        Anomaly.HALF_WRITTEN, judge(get().of(BlockRun.of(0, 8, 5), BlockRun.of(8, BLOCKS - 8, 4))));
    assertFound(
        Anomaly.HALF_WRITTEN,
        story(WriterKind.TRUNCATE).judge(get().of(BlockRun.of(0, 8, 5)).total(8 * 512).seen()));
    assertFound(Anomaly.HALF_WRITTEN, story(WriterKind.UPLOAD).judge(get().of().total(0).seen()));
  }

  @Test
  void a_part_of_a_version_not_yet_all_written_is_half_written() {
    HistoryBuilder.Telling part = range().of(BlockRun.of(0, 8, 5)).status(206);
    assertFound(Anomaly.HALF_WRITTEN, judge(part.at(510, 530)));
    assertEquals(whole(5, 0), judge(part.at(510, 565)));
  }

  @Test
  void a_mixture_that_never_existed_is_torn() {
    assertFound(Anomaly.TORN, judge(get().of(BlockRun.of(0, 8, 4), BlockRun.of(8, BLOCKS - 8, 5))));
    assertFound(Anomaly.TORN, judge(get().of(BlockRun.of(0, 8, 3), BlockRun.of(8, BLOCKS - 8, 5))));
  }

  @Test
  void zeros_that_no_version_has_are_a_hole() {
    assertFound(
        Anomaly.HOLE,
        judge(get().of(BlockRun.of(0, 8, 4), BlockRun.plain(8, BLOCKS - 8, Kind.ZERO))));
  }

  @Test
  void fewer_bytes_than_the_version_has_are_short() {
    assertFound(Anomaly.SHORT, judge(get().of(BlockRun.of(0, 8, 4)).total(8 * 512)));
  }

  @Test
  void the_length_of_another_version_is_header_skew() {
    Observation shrunk =
        get().of(BlockRun.of(0, BLOCKS / 2, 6)).total(HistoryBuilder.SIZE / 2).seen();
    assertFound(Anomaly.HALF_WRITTEN, story(WriterKind.SHRINK_GROW).judge(shrunk));
    Observation early = get().of(BlockRun.of(0, 64, 1)).total(64 * 512 + 100).seen();
    assertFound(Anomaly.HEADER_SKEW, story(WriterKind.SHRINK_GROW).judge(early));
    Observation grown =
        get()
            .of(BlockRun.of(0, 64, 0), BlockRun.of(64, 8, 1))
            .total(HistoryBuilder.SIZE * 2)
            .seen();
    assertFound(Anomaly.HEADER_SKEW, story(WriterKind.APPEND).judge(grown));
  }

  @Test
  void the_tag_of_another_version_is_header_skew() {
    Observation owner = get().of(BlockRun.of(0, BLOCKS, 3)).at(380, 390).tag("\"3\"").seen();
    assertFound(
        Anomaly.HEADER_SKEW,
        story(WriterKind.IN_PLACE_STEPS).after(owner).judge(get().tag("\"3\"").seen()));
    assertEquals(
        whole(4, 0),
        story(WriterKind.IN_PLACE_STEPS).after(owner).judge(get().tag("\"4\"").seen()));
  }

  @Test
  void the_date_of_another_version_is_header_skew() {
    assertEquals(whole(4, 0), judge(get().date("Thu, 01 Jan 1970 00:00:04 GMT")));
    assertFound(Anomaly.HEADER_SKEW, judge(get().date("Thu, 01 Jan 1970 00:00:03 GMT")));
    assertFound(Anomaly.HEADER_SKEW, judge(get().date("Thu, 01 Jan 1970 00:00:05 GMT")));
  }

  @Test
  void head_and_get_under_one_tag_must_speak_of_one_length() {
    Observation head = head().tag("\"x\"").total(99).seen();
    assertFound(Anomaly.HEADER_SKEW, judge(get().tag("\"x\"").upon(head)));
    Observation other = head().tag("\"y\"").total(99).seen();
    assertEquals(whole(4, 0), judge(get().tag("\"x\"").upon(other)));
    Observation weak = head().tag("W/\"x\"").total(99).seen();
    assertEquals(whole(4, 0), judge(get().tag("W/\"x\"").upon(weak)));
  }

  @Test
  void a_head_is_judged_by_the_bodies_seen_under_its_tag() {
    Observation body = get().tag("\"x\"").seen();
    HistoryBuilder historyBuilder = story(WriterKind.IN_PLACE_STEPS).after(body);
    assertEquals(whole(4, 0), historyBuilder.judge(head().of().tag("\"x\"").seen()));
    assertFound(
        Anomaly.HEADER_SKEW, historyBuilder.judge(head().of().tag("\"x\"").total(99).seen()));
    assertEquals(
        new Verdict.NothingToJudge(200), historyBuilder.judge(head().of().tag("\"y\"").seen()));
  }

  @Test
  void older_than_the_last_close_is_stale_when_nobody_writes() {
    HistoryBuilder.Telling old = get().of(BlockRun.of(0, BLOCKS, 3));
    assertFound(Anomaly.STALE, judge(old.at(480, 490)));
    assertEquals(whole(3, 0), judge(old.at(430, 490)), "4 was not closed when it was asked for");
    assertEquals(whole(3, 35), judge(old.at(505, 510)), "somebody writes again");
  }

  @Test
  void a_writer_that_keeps_a_mapping_excuses_an_old_version_and_one_that_renames_does_not() {
    Observation old = get().of(BlockRun.of(0, BLOCKS, 3)).at(505, 510).seen();
    assertEquals(whole(3, 35), story(WriterKind.MAPPED).judge(old));
    assertFound(Anomaly.STALE, story(WriterKind.RENAME).judge(old));
  }

  @Test
  void not_modified_is_false_when_a_newer_version_was_closed_before() {
    Observation basis = get().of(BlockRun.of(0, BLOCKS, 3)).at(380, 390).seen();
    HistoryBuilder.Telling answer =
        HistoryBuilder.telling(Question.REVALIDATE).status(304).of().upon(basis);
    assertFound(Anomaly.FALSE_304, judge(answer.at(480, 490)));
    assertEquals(whole(3, 0), judge(answer.at(395, 399)));
    assertEquals(whole(3, 0), judge(answer.at(420, 425)));
  }

  @Test
  void endings_are_named() {
    assertFound(Anomaly.CUT, judge(get().close(Close.CUT)));
    assertFound(Anomaly.UNREACHED, judge(get().close(Close.UNREACHED)));
    assertFound(Anomaly.HUNG, judge(get().close(Close.HUNG)));
    assertFound(Anomaly.DESYNC, judge(get().close(Close.GARBLED)));
    assertFound(Anomaly.OVERRUN, judge(get().excess(3)));
    assertEquals(new Verdict.NothingToJudge(200), judge(get().close(Close.LEFT)));
  }

  @Test
  void bytes_of_another_place_are_desync() {
    assertFound(Anomaly.DESYNC, judge(get().of(BlockRun.plain(0, BLOCKS, Kind.FOREIGN))));
  }

  @Test
  void answers_without_content_are_named() {
    assertFound(Anomaly.REFUSED, judge(get().status(503).of()));
    assertFound(Anomaly.UNEXPECTED, judge(get().status(500).of()));
    assertFound(Anomaly.UNEXPECTED, judge(get().status(412).of()));
    assertFound(Anomaly.UNEXPECTED, judge(get().status(404).of().at(480, 490)));
    assertEquals(new Verdict.NothingToJudge(404), judge(get().status(404).of().at(520, 525)));
    assertEquals(new Verdict.NothingToJudge(416), judge(range().status(416).of()));
  }

  @Test
  void a_checker_that_fails_makes_it_unknown_never_a_pass() {
    assertInstanceOf(Verdict.Unknown.class, judge(get().date("yesterday")));
    LabFile file = LabFile.of(Path.of("x"), new BlockPattern(1), HistoryBuilder.SIZE);
    Oracle none =
        new Oracle(
            WriterKind.TOUCH.model(file),
            WriterKind.TOUCH.exposure(),
            new History(List.of(), List.of()),
            Retention.NONE);
    Judge.Checker broken =
        new Judge.Checker(
            "Broken",
            any -> {
              throw new IllegalStateException("broken");
            });
    Exchange exchange = new Exchange(get().seen(), none);
    assertInstanceOf(Verdict.Unknown.class, Judge.judge(List.of(broken), exchange));
    assertInstanceOf(Verdict.Unknown.class, Judge.judge(List.of(), exchange));
  }

  @Test
  void too_few_bytes_to_tell_are_unknown() {
    assertInstanceOf(
        Verdict.Unknown.class, judge(get().of(BlockRun.plain(0, 1, Kind.CLIPPED)).total(3)));
  }

  private static HistoryBuilder.Telling get() {
    return HistoryBuilder.telling(Question.GET);
  }

  private static HistoryBuilder.Telling head() {
    return HistoryBuilder.telling(Question.HEAD);
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
