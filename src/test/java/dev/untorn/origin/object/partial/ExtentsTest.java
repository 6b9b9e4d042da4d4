package dev.untorn.origin.object.partial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.object.partial.Extents.Extent;
import dev.untorn.origin.object.partial.Extents.Stretch;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExtentsTest {
  private static final long UNIT = Extents.UNIT_BYTES;

  private final Extents extents = new Extents();

  @Test
  void bytes_are_there_from_an_extent_s_beginning_to_its_end() {
    extents.add(100, 200);
    assertEquals(99, extents.availableFrom(99));
    assertEquals(200, extents.availableFrom(100));
    assertEquals(200, extents.availableFrom(199));
    assertEquals(200, extents.availableFrom(200));
    assertEquals(100, extents.bytes());
    assertEquals(200, extents.end());
  }

  @Test
  void extents_that_touch_are_one_only_once_their_join_was_compared() {
    extents.add(0, 100);
    extents.add(100, 200);
    assertEquals(100, extents.availableFrom(0));
    assertFalse(extents.isWhole(200));
    extents.join(100);
    assertEquals(200, extents.availableFrom(0));
    assertTrue(extents.isWhole(200));
    assertEquals(List.of(new Stretch(0, 200)), extents.all());
  }

  @Test
  void what_does_not_touch_is_not_joined() {
    extents.add(0, 99);
    extents.add(100, 200);
    extents.join(100);
    extents.join(50);
    extents.join(0);
    assertEquals(List.of(new Stretch(0, 99), new Stretch(100, 200)), extents.all());
  }

  @Test
  void a_part_may_end_in_units_that_are_complete_or_where_what_brought_it_has_ended() {
    Extent grown = extents.open(10 * UNIT, 10 * UNIT + 500);
    assertEquals(10 * UNIT, extents.settledFrom(10 * UNIT));
    extents.grow(grown, 11 * UNIT + 1);
    assertEquals(11 * UNIT, extents.settledFrom(10 * UNIT));
    assertEquals(11 * UNIT + 1, extents.availableFrom(10 * UNIT));
    extents.settle(grown);
    assertEquals(11 * UNIT + 1, extents.settledFrom(10 * UNIT));
  }

  @Test
  void a_joined_extent_goes_on_where_its_end_is_being_written() {
    extents.add(0, 100);
    Extent growing = extents.open(100, 150);
    extents.join(100);
    extents.grow(growing, 300);
    assertEquals(300, extents.availableFrom(0));
    extents.settle(growing);
    assertTrue(extents.isWhole(300));
  }

  @Test
  void the_neighbours_of_an_offset_are_known() {
    extents.add(100, 200);
    extents.add(300, 400);
    assertEquals(300, extents.nextFrom(101));
    assertEquals(100, extents.nextFrom(100));
    assertEquals(Long.MAX_VALUE, extents.nextFrom(301));
    assertEquals(200, extents.endBefore(250));
    assertEquals(0, extents.endBefore(100));
    assertEquals(100, extents.startOf(200));
    assertEquals(250, extents.startOf(250));
    assertTrue(extents.endingAt(200).isPresent());
    assertEquals(Optional.empty(), extents.endingAt(199));
  }

  @Test
  void units_are_whole() {
    assertEquals(0, Extents.floor(UNIT - 1));
    assertEquals(UNIT, Extents.floor(UNIT));
    assertEquals(UNIT, Extents.ceiling(UNIT));
    assertEquals(2 * UNIT, Extents.ceiling(UNIT + 1));
    assertEquals(Long.MAX_VALUE, Extents.ceiling(Long.MAX_VALUE));
  }
}
