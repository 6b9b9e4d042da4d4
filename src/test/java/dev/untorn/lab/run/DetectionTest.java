package dev.untorn.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Oracle;
import dev.untorn.lab.check.Promise.Retention;
import dev.untorn.lab.check.Verdict;
import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.content.Blocks;
import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.History;
import dev.untorn.lab.history.LoggedExchange;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Head;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.writer.LabFile;
import dev.untorn.lab.writer.StateRange;
import dev.untorn.lab.writer.WriterKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** One change, from the 1000th to the 1010th millisecond, whose stamp is of the 1001st. */
final class DetectionTest {
  private static final Verdict WHOLE = new Verdict.Whole(StateRange.only(0), 0);
  private static final Verdict TORN = new Verdict.Found(Anomaly.TORN, "");
  private static final Verdict CUT = new Verdict.Found(Anomaly.CUT, "");

  @Test
  void a_change_that_could_be_seen_and_was_not_is_missed() {
    Detection detection = hear(Commit.Effect.IN_PLACE, 900, 1200, TORN, false);
    assertEquals(new Detection(0, 0, 0, 1, 0, 1, 1), detection);
    assertEquals(0, detection.recall());
  }

  @Test
  void a_change_that_was_noticed_is_caught() {
    Detection detection = hear(Commit.Effect.IN_PLACE, 900, 1200, TORN, true);
    assertEquals(new Detection(0, 1, 1, 1, 1, 1, 0), detection);
    assertEquals(1, detection.recall());
    assertEquals(1, detection.precision());
  }

  @Test
  void bytes_that_change_after_the_last_look_are_harm_that_nobody_could_see() {
    assertEquals(
        new Detection(0, 0, 0, 1, 0, 0, 0), hear(Commit.Effect.IN_PLACE, 900, 1005, TORN, false));
  }

  @Test
  void a_stamp_that_moved_before_the_first_byte_tells_nothing() {
    assertEquals(
        new Detection(0, 0, 0, 1, 0, 0, 0), hear(Commit.Effect.IN_PLACE, 1005, 1200, TORN, false));
  }

  @Test
  void an_alarm_without_a_change_is_false() {
    Detection detection = hear(Commit.Effect.IN_PLACE, 1100, 1200, WHOLE, true);
    assertEquals(new Detection(0, 1, 0, 0, 0, 0, 0), detection);
    assertEquals(0, detection.precision());
  }

  @Test
  void a_file_renamed_over_is_no_change_of_the_one_that_is_open() {
    assertEquals(
        new Detection(0, 0, 0, 0, 0, 0, 0),
        hear(Commit.Effect.RENAMED_OVER, 900, 1200, WHOLE, false));
    assertEquals(0, hear(Commit.Effect.RENAMED_OVER, 900, 1200, WHOLE, true).truly());
  }

  @Test
  void a_file_written_anew_under_its_name_may_be_either() {
    assertEquals(
        new Detection(0, 0, 0, 1, 0, 0, 0), hear(Commit.Effect.NEW_FILE, 900, 1200, TORN, false));
    assertEquals(1, hear(Commit.Effect.NEW_FILE, 900, 1200, TORN, true).truly());
  }

  @Test
  void what_a_client_can_see_by_itself_is_no_harm() {
    assertEquals(0, hear(Commit.Effect.IN_PLACE, 900, 1200, CUT, true).harmed());
  }

  private static Detection hear(
      Commit.Effect effect,
      long firstByteMillis,
      long endMillis,
      Verdict verdict,
      boolean noticed) {
    Commit before = new Commit(0, 0, 0, 0, 1, 2, 0, 1, Commit.Effect.IN_PLACE);
    Commit change = new Commit(1, ms(1000), 1, 0, ms(1009), ms(1010), 1, ms(1001), effect);
    LabFile file = LabFile.of(Path.of("x"), new BlockPattern(1), LabFile.SIZE_BYTES_MIN);
    WriterKind writer = WriterKind.IN_PLACE_STEPS;
    Oracle oracle =
        new Oracle(
            writer.model(file),
            writer.exposure(),
            new History(List.of(before, change), List.of()),
            Retention.NONE);
    OptionalLong length = OptionalLong.of(0);
    Observation seen =
        new Observation(
            7,
            Question.GET,
            Optional.empty(),
            ms(firstByteMillis) - 1,
            ms(firstByteMillis),
            ms(endMillis),
            new Head(
                200,
                Optional.empty(),
                Optional.empty(),
                length,
                length,
                OptionalLong.empty(),
                Optional.empty()),
            Blocks.NOTHING,
            0,
            Close.COMPLETE);
    return Detection.of(oracle, seen, verdict, new LoggedExchange(7, ms(endMillis), noticed, 0));
  }

  private static long ms(long millis) {
    return millis * 1_000_000;
  }
}
