package dev.weft.chart;

import dev.weft.Quoted;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A table with a header, thin lines and columns as wide as they need; those of numbers are aligned to the right. */
final class ResultsTable implements Drawing {
  private static final double LONGEST_CELL = 260;
  private static final double ROW = 22;
  private static final double GAP = 24;
  private static final Font FONT = Typeface.regular(11);
  private static final Font HEADER = Typeface.bold(11);

  private final List<List<String>> rows;
  private final double[] widths;

  private ResultsTable(List<List<String>> rows) {
    this.rows = rows;
    widths = IntStream.range(0, rows.getFirst().size()).mapToDouble(this::width).toArray();
  }

  /**
   * @param rows the first is the header, all of them equally long
   * @throws IllegalArgumentException if there is no header, or if a row is not as long as it
   */
  static Chart of(String title, List<List<String>> rows) {
    if (rows.isEmpty() || rows.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a table needs a header; received none.");
    }
    for (List<String> row : rows) {
      if (row.size() != rows.getFirst().size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the rows of a table must be as long as its header, %d cells; received %d: %s.",
                rows.getFirst().size(),
                row.size(),
                row));
      }
    }
    return new Chart(
        title, "", new ResultsTable(rows.stream().map(row -> row.stream().map(Quoted::line).toList()).toList()));
  }

  @Override
  public double width() {
    return DoubleStream.of(widths).sum() + GAP * (widths.length - 1);
  }

  @Override
  public double height() {
    return rows.size() * ROW;
  }

  @Override
  public void draw(Canvas canvas) {
    double x = 0;
    double width = width();
    for (int column = 0; column < widths.length; column++) {
      drawColumn(canvas, column, x);
      x += widths[column] + GAP;
    }
    for (int row = 1; row < rows.size(); row++) {
      canvas.line(row == 1 ? Palette.FAINT : Palette.GRID, 0.75, 0, row * ROW, width, row * ROW);
    }
  }

  private void drawColumn(Canvas canvas, int column, double x) {
    boolean numbers = isNumbers(column);
    for (int row = 0; row < rows.size(); row++) {
      Font font = row == 0 ? HEADER : FONT;
      canvas.text(
          Typeface.fitted(rows.get(row).get(column), font, LONGEST_CELL),
          font,
          Palette.INK,
          numbers ? x + widths[column] : x,
          row * ROW + 15,
          numbers ? Canvas.Align.RIGHT : Canvas.Align.LEFT);
    }
  }

  private boolean isNumbers(int column) {
    return rows.stream()
        .skip(1)
        .map(row -> row.get(column))
        .allMatch(cell -> cell.matches("|[-+−]?[\\d,.]+(-\\d+)* ?%?"));
  }

  private double width(int column) {
    double header = Typeface.width(rows.getFirst().get(column), HEADER);
    double widest = rows.stream().skip(1).mapToDouble(row -> Typeface.width(row.get(column), FONT)).max().orElse(0);
    return Math.min(Math.max(header, widest), LONGEST_CELL);
  }
}
