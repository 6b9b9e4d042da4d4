package dev.untorn.http.page;

import dev.untorn.origin.Folder.Entry;
import java.util.Comparator;
import java.util.List;

/** The order of a listing: directories first, then by a column, then by name. */
public record ListingOrder(Column column, boolean descending) {
  public enum Column {
    NAME("name", false),
    SIZE("size", true),
    TIME("time", true);

    private final String label;
    private final boolean firstDescending;

    Column(String label, boolean firstDescending) {
      this.label = label;
      this.firstDescending = firstDescending;
    }

    String label() {
      return label;
    }

    private Comparator<Entry> comparator() {
      return switch (this) {
        case NAME -> Comparator.comparing(Entry::name, NaturalOrder::compareNames);
        case SIZE -> Comparator.comparingLong(Entry::sizeBytes);
        case TIME -> Comparator.comparingLong(Entry::mtimeSeconds);
      };
    }
  }

  static final String ASCENDING = "asc";
  static final String DESCENDING = "desc";

  public static final ListingOrder DEFAULT = new ListingOrder(Column.NAME, false);

  /** Reads {@code sort=name|size|time} and {@code order=asc|desc} of a query; ignores the rest. */
  public static ListingOrder fromQuery(String query) {
    Column column = DEFAULT.column;
    boolean descending = DEFAULT.descending;
    for (String parameter : query.split("&", -1)) {
      for (Column candidate : Column.values()) {
        if (parameter.equals("sort=" + candidate.label)) {
          column = candidate;
        }
      }
      if (parameter.equals("order=" + ASCENDING)) {
        descending = false;
      } else if (parameter.equals("order=" + DESCENDING)) {
        descending = true;
      }
    }
    return new ListingOrder(column, descending);
  }

  /** The order after a click on a column: reversed, or the more useful one of a new column. */
  boolean descendingAfterPress(Column pressed) {
    return pressed == column ? !descending : pressed.firstDescending;
  }

  public List<Entry> sorted(List<Entry> entries) {
    Comparator<Entry> byColumn = descending ? column.comparator().reversed() : column.comparator();
    return entries.stream()
        .sorted(
            Comparator.comparing(Entry::directory)
                .reversed()
                .thenComparing(byColumn)
                .thenComparing(Column.NAME.comparator()))
        .toList();
  }
}
