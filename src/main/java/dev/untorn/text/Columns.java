package dev.untorn.text;

import java.util.ArrayList;
import java.util.List;

/** Rows of text, set in columns as wide as they need. */
public final class Columns {
  /** How a piece of text is shown in a terminal. */
  public enum Tone {
    PLAIN("0"),
    DIM("2"),
    BAD("1;31"),
    HONEST("33"),
    GOOD("32");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  /** A piece of text. */
  public record Text(String text, Tone tone) {
    /** In no colour of its own. */
    public static Text plain(String text) {
      return new Text(text, Tone.PLAIN);
    }
  }

  private final boolean colour;
  private final List<List<Text>> rows = new ArrayList<>();

  /** Empty; with or without the colours of a terminal. */
  public Columns(boolean colour) {
    this.colour = colour;
  }

  /** Adds a row. */
  public void row(List<Text> cells) {
    rows.add(List.copyOf(cells));
  }

  /** All rows, each ended by a line feed. */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (List<Text> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        Text cell = row.get(i);
        boolean last = i == row.size() - 1;
        line.append(toned(cell));
        line.append(" ".repeat(last ? 0 : width(i) - cell.text().length() + 2));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private String toned(Text cell) {
    return colour && cell.tone() != Tone.PLAIN
        ? "\033[" + cell.tone().code + "m" + cell.text() + "\033[0m"
        : cell.text();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> row.get(column).text().length())
        .max()
        .orElse(0);
  }
}
