package dev.untorn.lab.hazard;

import static dev.untorn.lab.hazard.ByteCounts.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.lab.hazard.Finding.Became;
import dev.untorn.lab.hazard.Finding.Held;
import dev.untorn.lab.hazard.Finding.Stable;
import dev.untorn.lab.hazard.Finding.Unstable;
import dev.untorn.lab.hazard.Finding.Until;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FindingTest {
  private static final ByteCounts OLD = new ByteCounts(10, 0, 0, 0);
  private static final ByteCounts NEW = new ByteCounts(0, 10, 0, 0);
  private static final ByteCounts ZERO = new ByteCounts(9, 0, 1, 0);
  private static final ByteCounts DAMAGE = new ByteCounts(0, 8, 1, 1);

  private static Outcome trial(ByteCounts acknowledged, ByteCounts inFlight, ByteCounts unsent) {
    return new Outcome.Measured(new Outcome.Trial(acknowledged, inFlight, unsent, 0, false, 1));
  }

  private static Finding of(List<Outcome> outcomes) {
    return Finding.of(Change.PWRITE, outcomes);
  }

  @Test
  void only_old_bytes_are_stable() {
    assertEquals(new Stable(), of(List.of(trial(OLD, OLD, OLD))));
  }

  @Test
  void old_bytes_of_a_writer_that_waited_are_held() {
    Outcome.Trial waited = new Outcome.Trial(OLD, NONE, NONE, 0, true, 1);
    assertEquals(new Held(), of(List.of(new Outcome.Measured(waited))));
  }

  @Test
  void a_writer_that_waited_in_vain_does_not_hide_changed_bytes() {
    Outcome.Trial waited = new Outcome.Trial(NEW, NONE, NONE, 0, true, 1);
    assertEquals(new Unstable(Became.NEW, Until.READ), of(List.of(new Outcome.Measured(waited))));
  }

  @Test
  void the_hazard_ends_after_the_last_state_in_which_a_byte_changed() {
    assertEquals(until(Until.READ), of(List.of(trial(NEW, NEW, NEW))));
    assertEquals(until(Until.ACKNOWLEDGED), of(List.of(trial(OLD, NEW, NEW))));
    assertEquals(until(Until.SENT), of(List.of(trial(OLD, OLD, NEW))));
  }

  @Test
  void without_a_byte_in_flight_sending_cannot_be_named_as_the_end() {
    assertEquals(until(Until.ACKNOWLEDGED), of(List.of(trial(OLD, NONE, NEW))));
  }

  @Test
  void bytes_in_flight_that_a_truncation_did_not_touch_prove_nothing() {
    assertEquals(
        new Unstable(Became.ZERO, Until.ACKNOWLEDGED),
        Finding.of(Change.TRIM, List.of(trial(OLD, OLD, ZERO))));
  }

  @Test
  void one_changed_trial_of_many_decides() {
    assertEquals(
        until(Until.READ),
        of(List.of(trial(OLD, NONE, NONE), trial(NEW, NONE, NONE), trial(OLD, OLD, OLD))));
  }

  @Test
  void the_worst_that_bytes_became_is_named() {
    assertEquals(new Unstable(Became.ZERO, Until.READ), of(List.of(trial(ZERO, NONE, NONE))));
    assertEquals(new Unstable(Became.NEW, Until.READ), of(List.of(trial(ZERO, NEW, NONE))));
    assertEquals(new Unstable(Became.DAMAGE, Until.READ), of(List.of(trial(DAMAGE, NONE, NONE))));
  }

  @Test
  void a_trial_that_broke_off_makes_the_cell_unknown_and_so_does_no_trial() {
    assertInstanceOf(
        Finding.Unknown.class, of(List.of(trial(OLD, OLD, OLD), new Outcome.Failed("cut"))));
    assertInstanceOf(Finding.Unknown.class, of(List.of()));
  }

  @Test
  void bytes_are_counted_by_kind_within_the_stretch() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {'B', 'A', 'A', 'B', 0, 'x', 'A'});
    assertEquals(new ByteCounts(2, 1, 1, 1), ByteCounts.of(bytes, 1, 6));
  }

  private static Finding until(Until until) {
    return new Unstable(Became.NEW, until);
  }
}
