package dev.weft.page;

import dev.weft.chart.FilledColumns;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table whose rows a reader can sort by any column. The first cell of a row names it.
 *
 * @param caption what it shows
 * @param columns their names
 */
public record Table(String caption, List<String> columns, List<List<Cell>> rows) {
  private static final double POINT = 0.5; // a point is about half as wide as a digit

  /**
   * What a table says in one place.
   *
   * @param order the number to sort by; NaN for a text, which is sorted as it stands, and for nothing
   * @param address of the page that the text links to; null for none
   */
  public record Cell(String text, double order, String address) {
    public static final Cell NOTHING = new Cell("", Double.NaN);

    private static final Pattern DECIMALS = Pattern.compile("[−\\-]?[\\d,]+(?:\\.(\\d+))?(?: to .*)?");

    public Cell(String text, double order) {
      this(text, order, null);
    }

    public static Cell link(String text, String address) {
      return new Cell(text, Double.NaN, address);
    }

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

    /** How many digits stand after its point; -1 of what is no plain number. */
    int decimals() {
      Matcher number = DECIMALS.matcher(text);
      return !number.matches() ? -1 : number.group(1) == null ? 0 : number.group(1).length();
    }
  }

  /** Whether a column has a number, and so is sorted and aligned by numbers. */
  public boolean isNumber(int column) {
    return rows.stream().anyMatch(row -> row.get(column).isNumber());
  }

  /** By column, the most digits after the point of a number. */
  public List<Integer> decimals() {
    return IntStream.range(0, columns.size())
        .mapToObj(column -> rows.stream().mapToInt(row -> row.get(column).decimals()).max().orElse(0))
        .toList();
  }

  /** By how many digits a number is moved to the left, so that its point stands below those of its column. */
  public static String moved(Cell cell, int mostDecimals) {
    int decimals = cell.decimals();
    if (decimals < 0 || decimals >= mostDecimals) {
      return null;
    }
    return String.format(Locale.ROOT, "--digits: %.1f", mostDecimals - decimals + (decimals == 0 ? POINT : 0));
  }

  /** Without the columns that say nothing. */
  public Table withoutEmptyColumns() {
    List<List<Cell>> all = Stream.concat(Stream.of(columns.stream().map(Cell::of).toList()), rows.stream()).toList();
    List<List<Cell>> filled = FilledColumns.of(all, Cell::text);
    List<String> names = filled.getFirst().stream().map(Cell::text).toList();
    return new Table(caption, names, filled.subList(1, filled.size()));
  }
}
