package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import dev.weft.metrics.Predictions;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Two classes that are confused, in four quadrants: images of a taken for a and for b, images of b taken for a and for
 * b. Each quadrant has their number and the first ten.
 */
record ClassPair(List<Quadrant> quadrants) implements Drawing {
  private static final int SHOWN = 10;
  private static final double SIDE = 44;
  private static final double GAP = 4;
  private static final double BETWEEN = 28;
  private static final double HEADING = 22;
  private static final double WIDTH = 5 * SIDE + 4 * GAP;

  /** Images of one class that were taken for one class. */
  record Quadrant(String heading, boolean right, List<BufferedImage> images) {}

  ClassPair {
    quadrants = List.copyOf(quadrants);
  }

  static Chart of(ImageSet set, Predictions predictions, int a, int b) {
    PredictionCheck.require(set, predictions);
    List<Quadrant> quadrants = new ArrayList<>();
    for (int actual : new int[] {a, b}) {
      for (int predicted : new int[] {a, b}) {
        quadrants.add(quadrant(set, predictions, actual, predicted));
      }
    }
    String title = "%s and %s".formatted(ClassNames.of(set).get(a), ClassNames.of(set).get(b));
    return new Chart(title, "which were taken for which; the first images of each", new ClassPair(quadrants));
  }

  private static Quadrant quadrant(ImageSet set, Predictions predictions, int actual, int predicted) {
    int[] images =
        IntStream.range(0, set.size())
            .filter(i -> set.label(i) == actual && predictions.predicted(i) == predicted)
            .toArray();
    String heading =
        String.format(
            Locale.ROOT,
            "%s as %s: %,d",
            ClassNames.of(set).get(actual),
            ClassNames.of(set).get(predicted),
            images.length);
    return new Quadrant(
        heading, actual == predicted, IntStream.of(images).limit(SHOWN).mapToObj(i -> RasterImage.of(set, i)).toList());
  }

  @Override
  public double width() {
    return 2 * WIDTH + BETWEEN;
  }

  @Override
  public double height() {
    return 2 * quadrantHeight() + BETWEEN;
  }

  @Override
  public void draw(Canvas canvas) {
    for (int i = 0; i < quadrants.size(); i++) {
      int row = i / 2;
      draw(canvas, quadrants.get(i), i % 2 * (WIDTH + BETWEEN), row * (quadrantHeight() + BETWEEN));
    }
  }

  private static void draw(Canvas canvas, Quadrant quadrant, double x, double y) {
    if (quadrant.right()) {
      canvas.tick(Palette.GREEN, x, y + 1, 10);
    } else {
      canvas.cross(Palette.VERMILION, x, y + 1, 10);
    }
    String heading = Typeface.fitted(quadrant.heading(), Typeface.bold(12), WIDTH - 18);
    canvas.text(heading, Typeface.bold(12), Palette.INK, x + 18, y + 10, Canvas.Align.LEFT);
    canvas.line(Palette.GRID, 0.75, x, y + 16, x + WIDTH, y + 16);
    for (int i = 0; i < quadrant.images().size(); i++) {
      BufferedImage image = quadrant.images().get(i);
      int row = i / 5;
      double scale = SIDE / Math.max(image.getWidth(), image.getHeight());
      canvas.image(
          image,
          x + i % 5 * (SIDE + GAP),
          y + HEADING + row * (SIDE + GAP),
          image.getWidth() * scale,
          image.getHeight() * scale);
    }
  }

  private static double quadrantHeight() {
    return HEADING + 2 * SIDE + GAP;
  }
}
