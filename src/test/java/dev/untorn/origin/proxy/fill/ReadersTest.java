package dev.untorn.origin.proxy.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ReadersTest {
  private long nowNanos = Long.MAX_VALUE - 5; // It overflows on the way.
  private int closed;
  private final Readers readers = new Readers(() -> nowNanos, () -> closed++);

  private Reading begin() {
    return Objects.requireNonNull(readers.begin());
  }

  @Test
  void the_time_without_readers_begins_with_the_end_of_the_last() {
    Reading first = begin();
    Reading second = begin();
    nowNanos += 10;
    first.end();
    assertEquals(0, readers.unreadNanos());
    nowNanos += 10;
    second.end();
    second.end();
    assertEquals(0, readers.unreadNanos());
    nowNanos += 7;
    assertEquals(7, readers.unreadNanos());
    Reading third = begin();
    assertEquals(0, readers.unreadNanos());
    third.end();
    nowNanos += 2;
    assertEquals(2, readers.unreadNanos());
  }

  @Test
  void what_is_abandoned_admits_no_reader_and_what_has_one_is_not_abandoned() {
    Reading reading = begin();
    nowNanos += 10;
    assertFalse(readers.abandon(5), "it is read");
    reading.end();
    nowNanos += 4;
    assertFalse(readers.abandon(5));
    nowNanos += 1;
    assertTrue(readers.abandon(5));
    assertNull(readers.begin());
  }

  @Test
  void the_body_is_closed_once_when_neither_readers_nor_the_fetch_need_it() {
    Reading reading = begin();
    Reading late = begin();
    reading.end();
    readers.fetched();
    begin().end();
    assertEquals(0, closed);
    late.end();
    assertEquals(1, closed);
    assertNull(readers.begin());
    late.end();
    assertEquals(1, closed);
  }

  @Test
  void a_body_without_readers_is_closed_with_the_fetch() {
    begin().end();
    assertEquals(0, closed);
    readers.fetched();
    assertEquals(1, closed);
  }
}
