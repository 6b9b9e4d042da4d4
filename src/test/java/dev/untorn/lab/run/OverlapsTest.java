package dev.untorn.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Head;
import dev.untorn.lab.history.Observation.Question;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Changes from 100 to 110, from 200 to 210 and so on. */
final class OverlapsTest {
  private static final List<Commit> CHANGES =
      Stream.of(100L, 200L, 300L, 400L).map(OverlapsTest::change).toList();

  @Test
  void an_answer_between_changes_overlaps_none() {
    assertEquals(new Evidence(4, 0, 0), of(answer(0, 99), answer(111, 199), answer(411, 500)));
  }

  @Test
  void many_answers_that_overlap_one_change_are_one_observation() {
    Observation[] ten = new Observation[10];
    Arrays.setAll(ten, i -> answer(90 + i, 120 + i));
    assertEquals(new Evidence(4, 10, 1), of(ten));
  }

  @Test
  void one_answer_that_overlaps_many_changes_is_one_observation() {
    assertEquals(new Evidence(4, 1, 1), of(answer(0, 500)));
  }

  @Test
  void each_change_and_each_answer_counts_once() {
    assertEquals(new Evidence(4, 2, 2), of(answer(100, 400), answer(205, 206)));
    assertEquals(
        new Evidence(4, 5, 4),
        of(answer(0, 500), answer(0, 500), answer(0, 150), answer(110, 120), answer(350, 400)));
    assertEquals(
        new Evidence(4, 4, 2), of(answer(0, 250), answer(0, 150), answer(0, 160), answer(0, 170)));
  }

  @Test
  void nothing_was_seen_without_changes() {
    assertEquals(Evidence.NONE, Evidence.of(List.of(), List.of(answer(0, 500))));
  }

  private static Evidence of(Observation... answers) {
    return Evidence.of(CHANGES, List.of(answers));
  }

  private static Commit change(long at) {
    return new Commit(at / 100, at, 0, 0, at + 9, at + 10, 0, at, Commit.Effect.IN_PLACE);
  }

  private static Observation answer(long from, long to) {
    return new Observation(
        1,
        Question.GET,
        Optional.empty(),
        from,
        from,
        to,
        Head.NONE,
        Blocks.NOTHING,
        0,
        Close.COMPLETE);
  }
}
