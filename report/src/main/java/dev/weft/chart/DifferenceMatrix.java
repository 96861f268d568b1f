package dev.weft.chart;

import dev.weft.Quoted;
import java.util.List;
import java.util.Locale;

/**
 * The differences of every pair, row minus column, in a file or in a page. Each row has a letter and a name, each
 * column the letter alone.
 *
 * @param title what is compared
 * @param note what the numbers are, and what the mark of a significant one is worth
 * @param letters one for each row
 * @param names one for each row
 * @param rows of cells, one for each column; {@link Cell#NONE} on the diagonal
 */
public record DifferenceMatrix(
    String title, String note, List<String> letters, List<String> names, List<List<Cell>> rows) {
  /**
   * A difference.
   *
   * @param text as a person reads it: {@code "+2.31"}
   * @param value in any unit
   * @param isSignificant whether more than chance is in it
   */
  public record Cell(String text, double value, boolean isSignificant) {
    public static final Cell NONE = new Cell("", 0, false);
  }

  /**
   * @throws IllegalArgumentException if there is not a letter, a name and a cell in each row for each row
   */
  public DifferenceMatrix {
    letters = List.copyOf(letters);
    names = names.stream().map(Quoted::line).toList();
    rows = rows.stream().map(List::copyOf).toList();
    int size = rows.size();
    if (letters.size() != size || names.size() != size || rows.stream().anyMatch(row -> row.size() != size)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a matrix of differences has as many letters, names and columns as rows; received %d rows, %d letters and"
                  + " %d names.",
              size,
              letters.size(),
              names.size()));
    }
  }

  public int size() {
    return names.size();
  }

  public Cell cell(int row, int column) {
    return rows.get(row).get(column);
  }

  /** The difference as a share of the largest, -1 to 1. */
  public double part(int row, int column) {
    double largest = rows.stream().flatMap(List::stream).mapToDouble(cell -> Math.abs(cell.value)).max().orElse(0);
    return largest == 0 ? 0 : cell(row, column).value / largest;
  }

  /** The chart as a drawing. */
  Chart drawn() {
    return new Chart(title, note, new DifferenceDrawing(this));
  }
}
