package dev.weft.page;

import dev.weft.chart.FilledColumns;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table whose rows a reader can sort by any column. The first cell of a row names it.
 *
 * @param caption what it shows
 * @param columns their names
 */
public record Table(String caption, List<String> columns, List<List<Cell>> rows) {
  /**
   * What a table says in one place.
   *
   * @param order the number to sort by; NaN for a text, which is sorted as it stands, and for nothing
   */
  public record Cell(String text, double order) {
    public static final Cell NOTHING = new Cell("", Double.NaN);

    public static Cell of(String text) {
      return new Cell(text, Double.NaN);
    }

    public static Cell of(long count) {
      return new Cell(Numbers.count(count), count);
    }

    public static Cell of(double value) {
      return Double.isNaN(value) ? NOTHING : new Cell(Numbers.figure(value), value);
    }

    public static Cell seconds(double seconds) {
      return new Cell(Numbers.time(seconds), seconds);
    }

    public boolean isNumber() {
      return !Double.isNaN(order);
    }
  }

  /** Without the columns that say nothing. */
  public Table withoutEmptyColumns() {
    List<List<Cell>> all = Stream.concat(Stream.of(columns.stream().map(Cell::of).toList()), rows.stream()).toList();
    List<List<Cell>> filled = FilledColumns.of(all, Cell::text);
    List<String> names = filled.getFirst().stream().map(Cell::text).toList();
    return new Table(caption, names, filled.subList(1, filled.size()));
  }
}
