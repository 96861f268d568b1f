package dev.weft.chart;

import dev.weft.dataset.ImageSet;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;

/**
 * An image as a matrix of numbers, 0 to 255, each on the colour of its pixel. Where pixels have three channels, three
 * numbers stand below each other.
 */
record PixelNumbers(ImageSet set, int index) implements Drawing {
  private static final double CELL = 18;
  private static final double LINE = 8;
  private static final Font FONT = Typeface.regular(7);

  static Chart of(ImageSet set, int index) {
    String name = ClassNames.of(set).get(set.label(index));
    String subtitle = String.format(Locale.ROOT, "image %d, %s: %d x %d", index, name, set.height(), set.width());
    return new Chart("An image as numbers", subtitle, new PixelNumbers(set, index));
  }

  @Override
  public double width() {
    return set.width() * CELL;
  }

  @Override
  public double height() {
    return set.height() * cellHeight();
  }

  @Override
  public void draw(Canvas canvas) {
    byte[] bytes = set.image(index);
    for (int row = 0; row < set.height(); row++) {
      for (int column = 0; column < set.width(); column++) {
        drawPixel(canvas, bytes, (row * set.width() + column) * set.channels(), column * CELL, row * cellHeight());
      }
    }
  }

  private void drawPixel(Canvas canvas, byte[] bytes, int at, double x, double y) {
    Color color = new Color(RasterImage.color(bytes, at, set.channels()));
    canvas.fill(color, x, y, CELL, cellHeight());
    for (int channel = 0; channel < set.channels(); channel++) {
      String number = String.valueOf(bytes[at + channel] & 0xFF);
      double baseline = y + (cellHeight() - set.channels() * LINE) / 2 + channel * LINE + 6.5;
      canvas.text(number, FONT, Palette.on(color), x + CELL / 2, baseline, Canvas.Align.CENTER);
    }
  }

  private double cellHeight() {
    return set.channels() == 1 ? CELL : set.channels() * LINE + 4;
  }
}
