package dev.weft.explain.robustness;

/** An image made of larger pixels: each has the mean of what it covers. */
final class Pixelation {
  /** Sides of the larger pixels, in units. */
  private static final double[] SIDES = {1.15, 1.35, 1.6, 2.0, 2.5};

  private Pixelation() {}

  static Raster of(Raster image, int severity) {
    double side = SIDES[severity - 1] * image.unit();
    int rows = Math.max(1, (int) Math.round(image.height() / side));
    int columns = Math.max(1, (int) Math.round(image.width() / side));
    float[] means = new float[rows * columns * image.channels()];
    for (int i = 0; i < means.length; i++) {
      int cell = i / image.channels();
      means[i] = mean(image, cell / columns, rows, cell % columns, columns, i % image.channels());
    }
    float[] coarse = new float[image.values().length];
    for (int i = 0; i < coarse.length; i++) {
      int pixel = i / image.channels();
      int row = at(pixel / image.width(), image.height(), rows);
      int column = at(pixel % image.width(), image.width(), columns);
      coarse[i] = means[(row * columns + column) * image.channels() + i % image.channels()];
    }
    return image.with(coarse);
  }

  /** The larger pixel that the middle of a pixel lies in. */
  private static int at(int pixel, int size, int count) {
    return (int) ((2L * pixel + 1) * count / (2L * size));
  }

  /** The mean over a rectangle whose edges may cut pixels. */
  private static float mean(Raster image, int row, int rows, int column, int columns, int channel) {
    double top = (double) row * image.height() / rows;
    double bottom = (double) (row + 1) * image.height() / rows;
    double left = (double) column * image.width() / columns;
    double right = (double) (column + 1) * image.width() / columns;
    double sum = 0;
    for (int y = (int) top; y < Math.min(image.height(), bottom); y++) {
      double high = Math.min(bottom, y + 1) - Math.max(top, y);
      for (int x = (int) left; x < Math.min(image.width(), right); x++) {
        double wide = Math.min(right, x + 1) - Math.max(left, x);
        sum += high * wide * image.values()[image.at(y, x) + channel];
      }
    }
    return (float) (sum / ((bottom - top) * (right - left)));
  }
}
