package dev.untorn.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.http.page.ListingOrder.Column;
import dev.untorn.origin.Folder.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListingOrderTest {
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("b", false, false, 10, 300),
          new Entry("dir2", true, false, 0, 50),
          new Entry("a", false, false, 30, 100),
          new Entry("dir10", true, false, 0, 60),
          new Entry("c", false, false, 10, 200));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&",
        "&&=&",
        "sort",
        "sort=",
        "sort=owner",
        "SORT=size",
        "sort=Size",
        "order=up",
        "xsort=size",
        "sort=size%20&order=desc%00"
      })
  void what_is_unknown_is_ignored(String query) {
    assertEquals(ListingOrder.DEFAULT, ListingOrder.fromQuery(query));
  }

  @Test
  void a_query_names_column_and_direction() {
    assertEquals(
        new ListingOrder(Column.SIZE, true), ListingOrder.fromQuery("sort=size&order=desc"));
    assertEquals(
        new ListingOrder(Column.TIME, false), ListingOrder.fromQuery("order=asc&x=1&sort=time"));
    assertEquals(new ListingOrder(Column.NAME, true), ListingOrder.fromQuery("order=desc"));
  }

  @Test
  void directories_come_first_in_either_direction() {
    assertEquals("dir2 dir10 a b c", sorted("sort=name"));
    assertEquals("dir10 dir2 c b a", sorted("sort=name&order=desc"));
  }

  @Test
  void names_decide_between_equals() {
    assertEquals("dir2 dir10 b c a", sorted("sort=size"));
    assertEquals("dir2 dir10 a b c", sorted("sort=size&order=desc"));
  }

  @Test
  void times_sort_both_ways() {
    assertEquals("dir2 dir10 a c b", sorted("sort=time"));
    assertEquals("dir10 dir2 b c a", sorted("sort=time&order=desc"));
  }

  @Test
  void a_press_reverses_the_column_sorted_by_and_starts_others_usefully() {
    ListingOrder bySize = new ListingOrder(Column.SIZE, true);
    assertFalse(bySize.descendingAfterPress(Column.SIZE));
    assertFalse(bySize.descendingAfterPress(Column.NAME));
    assertTrue(bySize.descendingAfterPress(Column.TIME));
    assertTrue(ListingOrder.DEFAULT.descendingAfterPress(Column.NAME));
  }

  private static String sorted(String query) {
    return String.join(
        " ", ListingOrder.fromQuery(query).sorted(ENTRIES).stream().map(Entry::name).toList());
  }
}
