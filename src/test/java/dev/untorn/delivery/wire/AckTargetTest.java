package dev.untorn.delivery.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class AckTargetTest {
  private final AckTarget target = new AckTarget();

  @Test
  void it_is_reached_when_what_was_outstanding_is_acknowledged() {
    assertTrue(target.look(100, 1000));
    assertFalse(target.isReached());
    assertFalse(target.look(100, 1000), "no progress");
    target.look(1, 1099);
    assertFalse(target.isReached());
    target.look(0, 1100);
    assertTrue(target.isReached());
  }

  @Test
  void what_is_handed_over_later_moves_it_no_further() {
    target.look(100, 1000);
    target.look(5000, 1050);
    assertFalse(target.isReached());
    target.look(4950, 1100);
    assertTrue(target.isReached());
  }

  @Test
  void an_acknowledgement_between_the_two_answers_does_not_put_it_out_of_reach() {
    target.look(100, 1040); // Of the hundred, 40 were acknowledged in between.
    target.look(0, 1100);
    assertTrue(target.isReached());
  }

  @Test
  void on_a_busy_connection_the_next_look_corrects_it() {
    target.look(100, 1040);
    target.look(30, 1070);
    target.look(9000, 1100);
    assertTrue(target.isReached());
  }
}
