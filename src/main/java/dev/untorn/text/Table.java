package dev.untorn.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table for a terminal, Markdown or a page. Add columns first, then rows. Only pages show notes,
 * marks and heat.
 */
public final class Table {
  private static final int GAP = 2;

  private enum Align {
    LEFT,
    RIGHT
  }

  private record Piece(String text, Tone tone) {}

  private static final class Cell {
    private final List<Piece> pieces = new ArrayList<>();
    private int span = 1;
    private String note = "";
    private String mark = "";
    private String style = "";

    private int width() {
      return pieces.stream().mapToInt(piece -> piece.text().length()).sum();
    }
  }

  /** A row; methods that change a cell change the last one. */
  public static final class Row {
    private final List<Cell> cells = new ArrayList<>();

    public Row add(String text) {
      return add(text, Tone.PLAIN);
    }

    public Row add(String text, Tone tone) {
      cells.add(new Cell());
      return then(text, tone);
    }

    /** Appends text to the cell. */
    public Row then(String text, Tone tone) {
      cells.getLast().pieces.add(new Piece(text, tone));
      return this;
    }

    public Row addAll(List<String> texts) {
      texts.forEach(this::add);
      return this;
    }

    /** A tooltip. */
    public Row note(String text) {
      cells.getLast().note = text;
      return this;
    }

    /** A CSS class for the cell. */
    public Row mark(String name) {
      cells.getLast().mark = name;
      return this;
    }

    /** How strongly to colour the cell, in percent. */
    public Row heat(double percent) {
      cells.getLast().style = "--heat:" + Html.number(percent) + "%";
      return this;
    }

    /** How many columns the cell covers. */
    public Row span(int columns) {
      cells.getLast().span = columns;
      return this;
    }
  }

  private final Row head = new Row();
  private final List<Align> aligns = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  /** A table with columns of text, to which more can be added. */
  public Table(String... names) {
    Stream.of(names).forEach(this::left);
  }

  /** Adds a column of text. */
  public Table left(String name) {
    return column(name, Tone.DIM, Align.LEFT);
  }

  /** Adds a column of numbers. */
  public Table right(String name) {
    return column(name, Tone.DIM, Align.RIGHT);
  }

  /** Adds a column of text whose name is code. */
  public Table code(String name) {
    return column(name, Tone.CODE, Align.LEFT);
  }

  private Table column(String name, Tone tone, Align align) {
    head.add(name, tone);
    aligns.add(align);
    return this;
  }

  /** A tooltip for the last column. */
  public Table note(String text) {
    head.note(text);
    return this;
  }

  public Row row() {
    rows.add(new Row());
    return rows.getLast();
  }

  public String terminal(boolean colour) {
    boolean headed = head.cells.stream().anyMatch(cell -> cell.width() > 0);
    return Stream.concat(headed ? Stream.of(head) : Stream.of(), rows.stream())
        .map(row -> line(row, colour).stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  private String line(Row row, boolean colour) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.cells.size(); i++) {
      Cell cell = row.cells.get(i);
      String text =
          cell.pieces.stream()
              .map(piece -> colour ? piece.tone().terminal(piece.text()) : piece.text())
              .collect(Collectors.joining());
      boolean last = i == row.cells.size() - 1;
      String space = " ".repeat(Math.max(0, width(i) - cell.width()));
      line.append(
          switch (aligns.get(i)) {
            case LEFT -> last ? text : text + space;
            case RIGHT -> space + text;
          });
      line.append(" ".repeat(last ? 0 : GAP));
    }
    return line.toString();
  }

  private int width(int column) {
    return Stream.concat(Stream.of(head), rows.stream())
        .filter(row -> column < row.cells.size())
        .map(row -> row.cells.get(column))
        .filter(cell -> cell.span == 1)
        .mapToInt(Cell::width)
        .max()
        .orElse(0);
  }

  public String markdown() {
    String rule =
        aligns.stream()
            .map(align -> align == Align.LEFT ? "---" : "---:")
            .collect(Collectors.joining("|", "|", "|\n"));
    return markdown(head) + rule + rows.stream().map(Table::markdown).collect(Collectors.joining());
  }

  private static String markdown(Row row) {
    return row.cells.stream()
        .map(cell ->
            cell.pieces.stream()
                .map(piece -> piece.tone().markdown(piece.text()))
                .collect(Collectors.joining()))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** For a page; the first column has headings of rows. */
  public String html() {
    return html("");
  }

  /** For a page, with a CSS class. */
  public String html(String style) {
    StringBuilder table = new StringBuilder("<div class=\"scroll\"><table");
    table.append(attribute("class", style)).append("><thead>");
    html(table, head, true);
    table.append("</thead><tbody>");
    rows.forEach(row -> html(table, row, false));
    return table.append("</tbody></table></div>\n").toString();
  }

  private void html(StringBuilder table, Row row, boolean inHead) {
    table.append("<tr>");
    for (int i = 0; i < row.cells.size(); i++) {
      Cell cell = row.cells.get(i);
      String tag = inHead || i == 0 ? "th" : "td";
      // The style sheet aligns the first column to the left, others to the right.
      String align = i > 0 && aligns.get(i) == Align.LEFT ? "left " : "";
      table
          .append('<')
          .append(tag)
          .append(attribute("class", (align + cell.mark).strip()))
          .append(attribute("style", cell.style))
          .append(attribute("title", cell.note))
          .append(attribute("colspan", cell.span == 1 ? "" : Integer.toString(cell.span)))
          .append('>');
      cell.pieces.forEach(
          piece -> table.append((inHead ? Tone.PLAIN : piece.tone()).html(piece.text())));
      table.append("</").append(tag).append('>');
    }
    table.append("</tr>\n");
  }

  private static String attribute(String name, String value) {
    return value.isEmpty() ? "" : " " + name + "=\"" + Html.escape(value) + "\"";
  }
}
