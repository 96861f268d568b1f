package dev.weft.chart;

import dev.weft.metrics.Average;
import dev.weft.metrics.ConfusionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;

/** Precision, recall and F1 of each class as bars from 0 to 1 in a table, and its images; below, the plain means. */
final class ClassScores implements Drawing {
  private static final double LONGEST_NAME = 200;
  private static final double COLUMN = 120;
  private static final double BARS = 60;
  private static final double ROW = 22;
  private static final Font FONT = Typeface.regular(11);
  private static final Font HEADER = Typeface.bold(11);
  private static final String[] SCORES = {"Precision", "Recall", "F1"};
  private static final Color[] COLORS = {Palette.BLUE, Palette.VERMILION, Palette.GREEN};

  private final ConfusionMatrix matrix;
  private final List<String> classNames;
  private final double names;

  private ClassScores(ConfusionMatrix matrix, List<String> classNames) {
    this.matrix = matrix;
    this.classNames = List.copyOf(classNames);
    double longest = classNames.stream().mapToDouble(name -> Typeface.width(name, FONT)).max().orElse(0);
    names = Math.ceil(Math.clamp(longest, 40, LONGEST_NAME) + 20);
  }

  static Chart of(ConfusionMatrix matrix, List<String> classNames) {
    List<String> names = ClassNames.require(matrix.classes(), classNames);
    String subtitle = String.format(Locale.ROOT, "of %,d images; bars from 0 to 1", matrix.total());
    return new Chart("Scores of each class", subtitle, new ClassScores(matrix, names));
  }

  @Override
  public double width() {
    return names + SCORES.length * COLUMN + 60;
  }

  @Override
  public double height() {
    return (matrix.classes() + 2) * ROW;
  }

  @Override
  public void draw(Canvas canvas) {
    drawHeader(canvas);
    for (int label = 0; label < matrix.classes(); label++) {
      double[] scores = {matrix.precision(label), matrix.recall(label), matrix.f1(label)};
      drawRow(canvas, label + 1, FONT, classNames.get(label), scores, matrix.support(label));
    }
    double[] means = {matrix.precision(Average.MACRO), matrix.recall(Average.MACRO), matrix.f1(Average.MACRO)};
    double bottom = (matrix.classes() + 1) * ROW;
    canvas.line(Palette.FAINT, 0.75, 0, bottom, width(), bottom);
    drawRow(canvas, matrix.classes() + 1, HEADER, "mean", means, matrix.total());
  }

  private void drawHeader(Canvas canvas) {
    for (int score = 0; score < SCORES.length; score++) {
      canvas.text(SCORES[score], HEADER, Palette.INK, names + score * COLUMN, 14, Canvas.Align.LEFT);
    }
    canvas.text("Images", HEADER, Palette.INK, width(), 14, Canvas.Align.RIGHT);
    canvas.line(Palette.FAINT, 0.75, 0, ROW, width(), ROW);
  }

  private void drawRow(Canvas canvas, int row, Font font, String name, double[] scores, int images) {
    double y = row * ROW;
    canvas.text(Typeface.fitted(name, font, LONGEST_NAME), font, Palette.INK, 0, y + 15, Canvas.Align.LEFT);
    for (int score = 0; score < scores.length; score++) {
      double x = names + score * COLUMN;
      canvas.fill(Palette.GRID, x, y + 6, BARS, 10);
      canvas.fill(COLORS[score], x, y + 6, BARS * scores[score], 10);
      String said = String.format(Locale.ROOT, "%.4f", scores[score]);
      canvas.text(said, font, Palette.INK, x + BARS + 6, y + 15, Canvas.Align.LEFT);
    }
    canvas.text(String.format(Locale.ROOT, "%,d", images), font, Palette.INK, width(), y + 15, Canvas.Align.RIGHT);
  }
}
