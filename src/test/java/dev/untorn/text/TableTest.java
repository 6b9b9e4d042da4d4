package dev.untorn.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TableTest {
  private static Table table() {
    Table table = new Table("case").right("errors").note("all of them");
    table.row().add("a|b").add("1,000", Tone.BAD).note("1 & more").mark("hot").heat(12.5);
    table.row().add("longer <b>").add("7", Tone.BOLD).then(" of 9", Tone.SMALL);
    return table;
  }

  @Test
  void a_terminal_shows_columns_as_wide_as_they_need() {
    assertEquals(
        """
        case        errors
        a|b          1,000
        longer <b>  7 of 9
        """,
        table().terminal(false));
  }

  @Test
  void colours_take_no_room() {
    assertTrue(table().terminal(true).contains("a|b          \033[1;31m1,000\033[0m\n"));
  }

  @Test
  void a_table_without_names_has_no_head() {
    Table table = new Table("", "");
    table.row().add("a").add("b");
    assertEquals("a  b\n", table.terminal(true));
  }

  @Test
  void a_cell_over_several_columns_makes_none_of_them_wider() {
    Table table = new Table("a", "b", "c");
    table.row().add("x").add("a long reason").span(2);
    table.row().add("x").add("y").add("z");
    assertEquals("a  b  c\nx  a long reason\nx  y  z\n", table.terminal(false));
    assertTrue(table.html().contains("<td class=\"left\" colspan=\"2\">a long reason</td>"));
  }

  @Test
  void markdown_escapes_what_would_end_a_cell() {
    assertEquals(
        """
        | case | errors |
        |---|---:|
        | a\\|b | **1,000** |
        | longer &lt;b> | **7** of 9 |
        """,
        table().markdown());
  }

  @Test
  void a_page_gets_notes_marks_and_heat() {
    String html = table().html("heat");
    assertTrue(html.startsWith("<div class=\"scroll\"><table class=\"heat\"><thead>"), html);
    assertTrue(html.contains("<th title=\"all of them\">errors</th>"), html);
    assertTrue(
        html.contains(
            "<td class=\"hot\" style=\"--heat:12.5%\" title=\"1 &amp; more\">"
                + "<span class=\"bad\">1,000</span></td>"),
        html);
    assertTrue(html.contains("<th>longer &lt;b&gt;</th>"), html);
    assertTrue(html.contains("<b>7</b><small> of 9</small></td>"), html);
  }
}
