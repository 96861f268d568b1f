package dev.weft.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;

/** A scatter chart as a drawing: the marked dot is larger, of another colour, and named. */
record ScatterDrawing(ScatterChart chart, Scale x, Scale y) implements Drawing {
  private static final double WIDTH = 520;
  private static final double HEIGHT = 340;
  private static final double LEFT = 46;
  private static final double RIGHT = 14;
  private static final double TOP = 22;
  private static final double BOTTOM = 38;
  private static final double DOT = 6;
  private static final double MARKED_DOT = 10;
  private static final Color SEE_THROUGH = new Color(0xA00072B2, true);
  private static final Font FONT = Typeface.regular(11);

  ScatterDrawing(ScatterChart chart) {
    this(chart, chart.xScale(), chart.yScale());
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public double height() {
    return HEIGHT;
  }

  @Override
  public void draw(Canvas canvas) {
    drawAxes(canvas);
    chart.dots().stream().filter(dot -> !dot.isMarked()).forEach(dot -> draw(canvas, dot));
    chart.dots().stream().filter(Dot::isMarked).forEach(dot -> draw(canvas, dot));
  }

  private void drawAxes(Canvas canvas) {
    double bottom = HEIGHT - BOTTOM;
    for (double line : x.lines()) {
      canvas.line(Palette.GRID, 0.75, across(line), TOP, across(line), bottom + 4);
      canvas.text(x.label(line), FONT, Palette.SOFT, across(line), bottom + 16, Canvas.Align.CENTER);
    }
    for (double line : y.lines()) {
      canvas.line(Palette.GRID, 0.75, LEFT - 4, down(line), WIDTH - RIGHT, down(line));
      canvas.text(y.label(line), FONT, Palette.SOFT, LEFT - 8, down(line) + 4, Canvas.Align.RIGHT);
    }
    canvas.text(x.named(chart.xName()), FONT, Palette.SOFT, WIDTH - RIGHT, HEIGHT - 4, Canvas.Align.RIGHT);
    canvas.text(y.named(chart.yName()), FONT, Palette.SOFT, 0, 10, Canvas.Align.LEFT);
  }

  private void draw(Canvas canvas, Dot dot) {
    Color colour = dot.isMarked() ? Palette.VERMILION : SEE_THROUGH;
    double size = dot.isMarked() ? MARKED_DOT : DOT;
    double across = across(dot.x());
    double down = down(dot.y());
    if (dot.hasInterval()) {
      canvas.line(dot.isMarked() ? colour : Palette.FAINT, 0.75, across, down(dot.low()), across, down(dot.high()));
    }
    canvas.fill(colour, new Ellipse2D.Double(across - size / 2, down - size / 2, size, size));
    if (dot.isMarked()) {
      boolean isRight = across > WIDTH / 2;
      double beside = isRight ? across - size : across + size;
      canvas.text(
          chart.markedName(),
          Typeface.bold(11),
          Palette.INK,
          beside,
          Math.max(TOP - 4, down - 8),
          isRight ? Canvas.Align.RIGHT : Canvas.Align.LEFT);
    }
  }

  private double across(double value) {
    return LEFT + (WIDTH - LEFT - RIGHT) * x.part(value);
  }

  private double down(double value) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * y.part(value);
  }
}
