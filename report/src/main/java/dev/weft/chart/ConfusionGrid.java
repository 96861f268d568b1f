package dev.weft.chart;

import dev.weft.metrics.ConfusionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A confusion matrix: actual classes downwards, predicted ones across. A cell has its number, on a colour that darkens
 * with its share of the actual class (without the diagonal: of the commonest mistake). The colours of shares go with
 * the square root, so that rare mistakes are seen too. Of many classes, cells without images stay empty.
 */
final class ConfusionGrid implements Drawing {
  private static final double LONGEST_NAME = 150;
  private static final double AXIS = 22;
  private static final double GAP = 8;
  private static final double SLANT = 45;
  private static final int FEW = 12;
  private static final int MANY = 30;

  private final ConfusionMatrix matrix;
  private final List<String> classNames;
  private final ConfusionCells cells;
  private final int commonestMistake;
  private final double cell;
  private final Font font;
  private final Font nameFont;
  private final double longestName;
  private final double left;
  private final double top;
  private final double side;

  private ConfusionGrid(ConfusionMatrix matrix, List<String> classNames, ConfusionCells cells) {
    int classes = matrix.classes();
    this.matrix = matrix;
    this.classNames = List.copyOf(classNames);
    this.cells = cells;
    commonestMistake = matrix.mostConfused(1).stream().mapToInt(ConfusionMatrix.Confusion::count).findFirst().orElse(0);
    cell = classes <= FEW ? 42 : classes <= MANY ? 30 : 17;
    font = Typeface.regular(classes <= FEW ? 11 : classes <= MANY ? 9 : 5.5);
    nameFont = Typeface.regular(classes <= MANY ? 11 : 9);
    longestName = IntStream.range(0, classes).mapToDouble(i -> Typeface.width(name(i), nameFont)).max().orElse(0);
    left = Math.ceil(AXIS + longestName + GAP);
    top = Math.ceil(AXIS + (isSlanted() ? longestName * Math.sin(Math.toRadians(SLANT)) : nameFont.getSize2D()) + GAP);
    side = classes * cell;
  }

  static Chart of(ConfusionMatrix matrix, List<String> classNames, ConfusionCells cells) {
    List<String> names = ClassNames.require(matrix.classes(), classNames);
    String title =
        switch (cells) {
          case COUNTS -> "Confusion matrix";
          case NORMALIZED -> "Confusion matrix, shares of the actual class";
          case MISTAKES -> "Confusion matrix, mistakes only";
        };
    String subtitle =
        String.format(
            Locale.ROOT, "%,d of %,d images right, accuracy %.4f", matrix.correct(), matrix.total(), matrix.accuracy());
    return new Chart(title, subtitle, new ConfusionGrid(matrix, names, cells));
  }

  @Override
  public double width() {
    return left + side + overhang();
  }

  @Override
  public double height() {
    return top + side;
  }

  @Override
  public void draw(Canvas canvas) {
    drawAxes(canvas);
    for (int actual = 0; actual < matrix.classes(); actual++) {
      drawNames(canvas, actual);
      for (int predicted = 0; predicted < matrix.classes(); predicted++) {
        drawCell(canvas, actual, predicted);
      }
    }
    canvas.outline(Palette.FAINT, 0.75, new Rectangle2D.Double(left, top, side, side));
  }

  private void drawAxes(Canvas canvas) {
    Font font = Typeface.bold(11);
    canvas.text("Predicted", font, Palette.INK, left + side / 2, 11, Canvas.Align.CENTER);
    canvas.turned("Actual", font, Palette.INK, 11, top + side / 2, Canvas.Align.CENTER, 90);
  }

  private void drawNames(Canvas canvas, int label) {
    double middle = (label + 0.5) * cell;
    double below = nameFont.getSize2D() * 0.36;
    String name = name(label);
    canvas.text(name, nameFont, Palette.INK, left - GAP, top + middle + below, Canvas.Align.RIGHT);
    double x = left + middle;
    if (isSlanted()) {
      canvas.turned(name, nameFont, Palette.INK, x + below * 0.7, top - GAP, Canvas.Align.LEFT, SLANT);
    } else {
      canvas.text(name, nameFont, Palette.INK, x, top - GAP, Canvas.Align.CENTER);
    }
  }

  private void drawCell(Canvas canvas, int actual, int predicted) {
    int count = matrix.counts()[actual][predicted];
    double x = left + predicted * cell;
    double y = top + actual * cell;
    if (cells == ConfusionCells.MISTAKES && actual == predicted) {
      canvas.fill(Palette.GRID, x, y, cell, cell);
      return;
    }
    if (count == 0 && matrix.classes() > MANY) {
      return;
    }
    Color color = count == 0 ? Palette.PAPER : color(actual, count);
    canvas.fill(color, x, y, cell, cell);
    Color ink = count == 0 ? Palette.FAINT : Palette.on(color);
    double baseline = y + cell / 2 + font.getSize2D() * 0.36;
    canvas.text(said(actual, count), font, ink, x + cell / 2, baseline, Canvas.Align.CENTER);
  }

  private Color color(int actual, int count) {
    return cells == ConfusionCells.MISTAKES
        ? Palette.wrong(count / (double) Math.max(1, commonestMistake))
        : Palette.amount(Math.sqrt(share(actual, count)));
  }

  private String said(int actual, int count) {
    return cells == ConfusionCells.NORMALIZED && count > 0
        ? String.format(Locale.ROOT, "%.3f", share(actual, count))
        : String.format(Locale.ROOT, "%,d", count);
  }

  private double share(int actual, int count) {
    return count / (double) Math.max(1, matrix.support(actual));
  }

  /** How far a slanted name may reach beyond the last column. */
  private double overhang() {
    return isSlanted() ? Math.max(0, longestName * Math.cos(Math.toRadians(SLANT)) - cell / 2) : 0;
  }

  private boolean isSlanted() {
    return longestName > cell - 4;
  }

  private String name(int label) {
    return Typeface.fitted(classNames.get(label), nameFont, LONGEST_NAME);
  }
}
