package dev.untorn.lab.hazard;

import static dev.untorn.lab.hazard.Reports.NEW;
import static dev.untorn.lab.hazard.Reports.OLD;
import static dev.untorn.lab.hazard.Reports.cell;
import static dev.untorn.lab.hazard.Reports.received;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ControlTest {
  @Test
  void new_bytes_after_sendfile_and_old_ones_after_read_show_shared_pages() {
    assertEquals(Control.SHARES_PAGES, Control.of(Reports.credible()));
  }

  @Test
  void a_kernel_whose_sendfile_copies_is_told() {
    assertEquals(
        Control.COPIES,
        Control.of(
            List.of(cell(Way.SENDFILE, received(OLD)), cell(Way.READ_WRITE, received(OLD)))));
  }

  @Test
  void an_experiment_that_sees_changes_in_private_memory_is_not_believed() {
    assertEquals(
        Control.INCONCLUSIVE,
        Control.of(
            List.of(cell(Way.SENDFILE, received(NEW)), cell(Way.READ_WRITE, received(NEW)))));
  }

  @Test
  void places_that_contradict_each_other_are_not_believed() {
    assertEquals(
        Control.INCONCLUSIVE,
        Control.of(
            List.of(
                cell(Way.SENDFILE, received(NEW)),
                cell(Way.SENDFILE, received(OLD)),
                cell(Way.READ_WRITE, received(OLD)))));
  }

  @Test
  void a_control_that_broke_off_or_is_missing_is_not_believed() {
    assertEquals(
        Control.INCONCLUSIVE,
        Control.of(
            List.of(
                cell(Way.SENDFILE, new Outcome.Failed("cut")),
                cell(Way.READ_WRITE, received(OLD)))));
    assertEquals(Control.INCONCLUSIVE, Control.of(List.of(cell(Way.SENDFILE, received(NEW)))));
    assertEquals(Control.INCONCLUSIVE, Control.of(List.of()));
  }
}
