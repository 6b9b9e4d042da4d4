package dev.untorn.testing.ranges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.testing.ranges.SentRanges.Account;
import org.junit.jupiter.api.Test;

final class SentRangesTest {
  private static final long MIB = 1 << 20;
  private static final int CHECK = SentRanges.JOIN_CHECK_BYTES;

  private final SentRanges sent = new SentRanges();

  private void send(int version, long from, long to) {
    sent.part(version, from).sent(to - from);
  }

  @Test
  void the_ends_of_ranges_that_join_are_not_sent_again() {
    send(0, 0, MIB);
    send(0, 2 * MIB, 3 * MIB);
    send(0, MIB - CHECK, 2 * MIB + CHECK);
    assertEquals(new Account(0, 3 * MIB + 2 * CHECK, 3 * MIB, 0), sent.account());
  }

  @Test
  void what_lies_in_other_ranges_is_sent_again() {
    send(0, 0, MIB);
    send(0, 2 * MIB, 3 * MIB);
    send(0, MIB / 2, 5 * MIB / 2);
    long between = 2 * MIB;
    long again = MIB - 2 * CHECK;
    assertEquals(new Account(0, 2 * MIB + between, 3 * MIB, again), sent.account());
  }

  @Test
  void another_version_has_other_bytes() {
    send(0, 0, MIB);
    send(1, 0, MIB);
    assertEquals(new Account(0, 2 * MIB, 2 * MIB, 0), sent.account());
  }
}
