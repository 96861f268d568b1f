package dev.weft.chart;

import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.util.List;

/**
 * A bar chart as a drawing: the bars below each other, each with its number and its interval. Rows and not columns:
 * names may be long and many.
 */
final class BarDrawing implements Drawing {
  private static final double LONGEST_NAME = 240;
  private static final double BARS = 340;
  private static final double ROW = 22;
  private static final double BAR = 13;
  private static final double POINT = 8;
  private static final double GAP = 8;
  private static final double AXIS = 36;
  private static final double RING = 12;
  private static final Font FONT = Typeface.regular(11);
  private static final Font BOLD = Typeface.bold(11);

  private final String valueName;
  private final List<Bar> bars;
  private final boolean asPoints;
  private final Scale scale;
  private final Figures figures;
  private final double left;

  BarDrawing(BarChart chart) {
    valueName = chart.valueName();
    bars = chart.bars();
    asPoints = chart.hasPoints();
    scale = chart.scale();
    figures = Figures.of(bars.stream().mapToDouble(Bar::value).toArray());
    double longest = bars.stream().mapToDouble(bar -> Typeface.width(bar.name(), BOLD)).max().orElse(0);
    left = Math.ceil(Math.min(longest, LONGEST_NAME) + GAP);
  }

  @Override
  public double width() {
    double widest = bars.stream().mapToDouble(bar -> Typeface.width(said(bar), BOLD)).max().orElse(0);
    return left + BARS + GAP + widest;
  }

  @Override
  public double height() {
    return bars.size() * ROW + AXIS;
  }

  @Override
  public void draw(Canvas canvas) {
    drawAxis(canvas);
    for (int i = 0; i < bars.size(); i++) {
      drawBar(canvas, bars.get(i), (i + 0.5) * ROW);
    }
  }

  private void drawAxis(Canvas canvas) {
    double bottom = bars.size() * ROW;
    for (double line : scale.lines()) {
      double x = x(line);
      canvas.line(line == 0 ? Palette.FAINT : Palette.GRID, 0.75, x, 0, x, bottom + 4);
      canvas.text(scale.label(line), FONT, Palette.SOFT, x, bottom + 16, Canvas.Align.CENTER);
    }
    canvas.text(scale.named(valueName), FONT, Palette.SOFT, left + BARS / 2, bottom + 32, Canvas.Align.CENTER);
  }

  private void drawBar(Canvas canvas, Bar bar, double middle) {
    double baseline = middle + 4;
    Font font = bar.isMarked() ? BOLD : FONT;
    String name = Typeface.fitted(bar.name(), font, LONGEST_NAME);
    canvas.text(name, font, Palette.INK, left - GAP, baseline, Canvas.Align.RIGHT);
    double value = Double.isFinite(bar.value()) ? x(bar.value()) : x(0);
    double end = value + POINT / 2;
    if (!asPoints) {
      end = Math.max(x(0), value);
      canvas.fill(Palette.BLUE, Math.min(x(0), value), middle - BAR / 2, Math.abs(value - x(0)), BAR);
    }
    if (bar.hasInterval()) {
      drawInterval(canvas, bar, middle);
      end = Math.max(end, x(bar.high()));
    }
    if (asPoints && Double.isFinite(bar.value())) {
      canvas.fill(Palette.BLUE, new Ellipse2D.Double(value - POINT / 2, middle - POINT / 2, POINT, POINT));
    }
    if (asPoints && bar.isMarked()) {
      canvas.outline(Palette.INK, 1.25, new Ellipse2D.Double(value - RING / 2, middle - RING / 2, RING, RING));
    }
    canvas.text(said(bar), font, Palette.INK, end + GAP, baseline, Canvas.Align.LEFT);
  }

  /** With a white edge, which is seen where it lies on the bar. */
  private void drawInterval(Canvas canvas, Bar bar, double middle) {
    double low = x(bar.low());
    double high = x(bar.high());
    canvas.fill(Palette.PAPER, low - 1.5, middle - 1.5, high - low + 3, 3);
    canvas.line(Palette.INK, 1.25, low, middle, high, middle);
    canvas.line(Palette.INK, 1.25, low, middle - 4, low, middle + 4);
    canvas.line(Palette.INK, 1.25, high, middle - 4, high, middle + 4);
  }

  private String said(Bar bar) {
    return Double.isFinite(bar.value()) ? figures.of(bar.value()) : "not known";
  }

  private double x(double value) {
    return left + scale.part(value) * BARS;
  }
}
