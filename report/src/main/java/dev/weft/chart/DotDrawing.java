package dev.weft.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** A dot plot as a drawing: the rows below each other, the best one in another colour and with a diamond. */
final class DotDrawing implements Drawing {
  private static final double LONGEST_NAME = 240;
  private static final double PLOT = 340;
  private static final double ROW = 22;
  private static final double GAP = 8;
  private static final double AXIS = 36;
  private static final Font FONT = Typeface.regular(11);

  private final DotChart chart;
  private final Scale scale;
  private final Figures figures;
  private final double left;

  DotDrawing(DotChart chart) {
    this.chart = chart;
    scale = chart.scale();
    figures = Figures.of(chart.rows().stream().mapToDouble(Dots::mean).toArray());
    double longest = chart.rows().stream().mapToDouble(row -> Typeface.width(row.name(), FONT)).max().orElse(0);
    left = Math.ceil(Math.min(longest, LONGEST_NAME) + GAP);
  }

  @Override
  public double width() {
    double widest = chart.rows().stream().mapToDouble(row -> Typeface.width(said(row), FONT)).max().orElse(0);
    return left + PLOT + GAP + widest;
  }

  @Override
  public double height() {
    return chart.rows().size() * ROW + AXIS;
  }

  @Override
  public void draw(Canvas canvas) {
    double bottom = chart.rows().size() * ROW;
    for (double line : scale.lines()) {
      canvas.line(Palette.GRID, 0.75, x(line), 0, x(line), bottom + 4);
      canvas.text(scale.label(line), FONT, Palette.SOFT, x(line), bottom + 16, Canvas.Align.CENTER);
    }
    canvas.text(chart.valueName(), FONT, Palette.SOFT, left + PLOT / 2, bottom + 32, Canvas.Align.CENTER);
    for (int i = 0; i < chart.rows().size(); i++) {
      draw(canvas, chart.rows().get(i), (i + 0.5) * ROW);
    }
  }

  private void draw(Canvas canvas, Dots row, double middle) {
    Color color = row.isBest() ? Palette.VERMILION : Palette.BLUE;
    String name = Typeface.fitted(row.name(), FONT, LONGEST_NAME);
    canvas.text(name, FONT, Palette.INK, left - GAP, middle + 4, Canvas.Align.RIGHT);
    canvas.text(said(row), FONT, Palette.INK, left + PLOT + GAP, middle + 4, Canvas.Align.LEFT);
    if (row.hasInterval()) {
      canvas.line(Palette.INK, 1.25, x(row.low()), middle, x(row.high()), middle);
    }
    for (double value : row.values()) {
      canvas.outline(color, 1, new Ellipse2D.Double(x(value) - 2.5, middle - 2.5, 5, 5));
    }
    if (Double.isFinite(row.mean())) {
      canvas.fill(color, row.isBest() ? diamond(x(row.mean()), middle) : circle(x(row.mean()), middle));
    }
  }

  private static Shape circle(double x, double y) {
    return new Ellipse2D.Double(x - 4, y - 4, 8, 8);
  }

  private static Shape diamond(double x, double y) {
    Path2D path = new Path2D.Double();
    path.moveTo(x, y - 6);
    path.lineTo(x + 6, y);
    path.lineTo(x, y + 6);
    path.lineTo(x - 6, y);
    path.closePath();
    return path;
  }

  private String said(Dots row) {
    return Double.isFinite(row.mean()) ? figures.of(row.mean()) : "not known";
  }

  private double x(double value) {
    return left + scale.part(value) * PLOT;
  }
}
