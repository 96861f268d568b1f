package dev.weft.chart;

import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A map of points as a drawing, with one scale for both directions and the names of the classes beside it. */
final class PointMapDrawing implements Drawing {
  private static final double SIDE = 460;
  private static final double LEGEND = 16;
  private static final double ROW = 17;
  private static final double LONGEST_NAME = 150;
  private static final int MOST_NAMES = 26;
  private static final double EDGE = 8;
  private static final Font FONT = Typeface.regular(11);

  private final PointMap map;

  /** The places' ends, across and up. */
  private final double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};

  private final double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};

  PointMapDrawing(PointMap map) {
    this.map = map;
    float[] places = map.places();
    for (int i = 0; i < places.length; i++) {
      low[i % 2] = Math.min(low[i % 2], places[i]);
      high[i % 2] = Math.max(high[i % 2], places[i]);
    }
  }

  private double scale() {
    return (SIDE - 2 * EDGE) / Math.max(Math.max(high[0] - low[0], high[1] - low[1]), Float.MIN_NORMAL);
  }

  @Override
  public double width() {
    double longest = names().stream().mapToDouble(name -> Typeface.width(name, FONT)).max().orElse(0);
    return SIDE + LEGEND + 16 + Math.min(LONGEST_NAME, longest);
  }

  @Override
  public double height() {
    return Math.max((high[1] - low[1]) * scale() + 2 * EDGE, names().size() * ROW + EDGE);
  }

  /** Those of the classes that have a point, and what a ring is. */
  private List<String> names() {
    return IntStream.concat(IntStream.of(classes()), IntStream.of(-1))
        .mapToObj(label -> label < 0 ? map.markedName() : map.classNames().get(label))
        .toList();
  }

  private int[] classes() {
    return Arrays.stream(map.labels()).sorted().distinct().limit(MOST_NAMES).toArray();
  }

  @Override
  public void draw(Canvas canvas) {
    float[] places = map.places();
    double scale = scale();
    for (boolean marked : new boolean[] {false, true}) {
      for (int i = 0; i < map.labels().length; i++) {
        if (map.marked()[i] == marked) {
          double x = EDGE + (places[2 * i] - low[0]) * scale;
          double y = EDGE + (high[1] - places[2 * i + 1]) * scale;
          draw(canvas, map.labels()[i], marked, x, y);
        }
      }
    }
    int[] classes = classes();
    List<String> names = names();
    for (int row = 0; row < names.size(); row++) {
      double y = EDGE + row * ROW;
      if (row < classes.length) {
        draw(canvas, classes[row], false, SIDE + LEGEND, y);
      } else {
        ring(canvas, SIDE + LEGEND, y);
      }
      String name = Typeface.fitted(names.get(row), FONT, LONGEST_NAME);
      canvas.text(name, FONT, Palette.INK, SIDE + LEGEND + 12, y + 4, Canvas.Align.LEFT);
    }
  }

  private void draw(Canvas canvas, int label, boolean marked, double x, double y) {
    if (marked) {
      ring(canvas, x, y);
    }
    Shape marker = AffineTransform.getTranslateInstance(x, y).createTransformedShape(ChartStyle.marker(label));
    canvas.fill(Palette.series(label), marker);
  }

  private static void ring(Canvas canvas, double x, double y) {
    Shape ring = new Ellipse2D.Double(x - 5, y - 5, 10, 10);
    canvas.fill(Palette.PAPER, ring);
    canvas.outline(Palette.INK, 1, ring);
  }
}
