package dev.weft.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;

/** A matrix of differences as a drawing: blue where the row is better, orange where the column is. */
final class DifferenceDrawing implements Drawing {
  private static final double LONGEST_NAME = 260;
  private static final double WIDTH = 50;
  private static final double HEIGHT = 28;
  private static final double LETTER = 22;
  private static final double GAP = 8;
  private static final double DOT = 4;
  private static final Font FONT = Typeface.regular(11);
  private static final Font BOLD = Typeface.bold(11);

  private final DifferenceMatrix matrix;
  private final double left;

  DifferenceDrawing(DifferenceMatrix matrix) {
    this.matrix = matrix;
    double longest = matrix.names().stream().mapToDouble(name -> Typeface.width(name, FONT)).max().orElse(0);
    left = Math.ceil(LETTER + Math.min(longest, LONGEST_NAME) + GAP);
  }

  @Override
  public double width() {
    return left + matrix.size() * WIDTH;
  }

  @Override
  public double height() {
    return (matrix.size() + 1) * HEIGHT;
  }

  @Override
  public void draw(Canvas canvas) {
    for (int row = 0; row < matrix.size(); row++) {
      double baseline = (row + 1.5) * HEIGHT + 4;
      canvas.text(matrix.letters().get(row), BOLD, Palette.INK, 0, baseline, Canvas.Align.LEFT);
      String name = Typeface.fitted(matrix.names().get(row), FONT, LONGEST_NAME);
      canvas.text(name, FONT, Palette.INK, LETTER, baseline, Canvas.Align.LEFT);
      canvas.text(matrix.letters().get(row), BOLD, Palette.INK, left + (row + 0.5) * WIDTH, 18, Canvas.Align.CENTER);
      for (int column = 0; column < matrix.size(); column++) {
        drawCell(canvas, row, column);
      }
    }
    double side = matrix.size();
    canvas.outline(Palette.FAINT, 0.75, new Rectangle2D.Double(left, HEIGHT, side * WIDTH, side * HEIGHT));
  }

  private void drawCell(Canvas canvas, int row, int column) {
    double x = left + column * WIDTH;
    double y = (row + 1) * HEIGHT;
    if (row == column) {
      canvas.fill(Palette.GRID, x, y, WIDTH, HEIGHT);
      return;
    }
    DifferenceMatrix.Cell cell = matrix.cell(row, column);
    Color color = Palette.signed(0.75 * matrix.part(row, column));
    Color ink = Palette.on(color);
    canvas.fill(color, x, y, WIDTH, HEIGHT);
    double middle = x + WIDTH / 2 - DOT;
    canvas.text(cell.text(), cell.isSignificant() ? BOLD : FONT, ink, middle, y + 18, Canvas.Align.CENTER);
    if (cell.isSignificant()) {
      canvas.fill(ink, new Ellipse2D.Double(x + WIDTH - DOT - 6, y + HEIGHT / 2 - DOT / 2, DOT, DOT));
    }
  }
}
