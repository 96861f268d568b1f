package dev.weft.augment;

import java.util.Arrays;

/**
 * Sums of each pixel's neighbours by weights, across and then down; beyond the edges are zeros. One for each thread.
 */
final class Blur {
  private final ImageShape shape;
  private final float[] across;

  Blur(ImageShape shape) {
    this.shape = shape;
    across = new float[shape.features()];
  }

  /** Weights {@code exp(-d^2 / (2 sigma^2))} that add up to 1, with the distance 0 in the middle. */
  static void bell(float[] weights, double sigma) {
    int middle = weights.length / 2;
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double distance = (i - middle) / sigma;
      weights[i] = (float) StrictMath.exp(-0.5 * distance * distance);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (weights[i] / sum);
    }
  }

  /**
   * @param horizontal weights of an odd number of pixels
   * @param vertical the same
   * @param to may be {@code images}
   */
  void apply(float[] images, int at, float[] horizontal, float[] vertical, float[] to, int toAt) {
    int line = shape.width() * shape.channels();
    Arrays.fill(across, 0);
    for (int y = 0; y < shape.height(); y++) {
      for (int k = 0; k < horizontal.length; k++) {
        int moved = (k - horizontal.length / 2) * shape.channels();
        add(images, at + y * line, moved, line, horizontal[k], across, y * line);
      }
    }
    Arrays.fill(to, toAt, toAt + across.length, 0);
    for (int k = 0; k < vertical.length; k++) {
      int moved = (k - vertical.length / 2) * line;
      add(across, 0, moved, across.length, vertical[k], to, toAt);
    }
  }

  /** {@code to[i] += weight * from[i + moved]} where that lies within the first {@code count}. */
  private static void add(float[] from, int fromAt, int moved, int count, float weight, float[] to, int toAt) {
    for (int i = Math.max(0, -moved); i < Math.min(count, count - moved); i++) {
      to[toAt + i] += weight * from[fromAt + i + moved];
    }
  }
}
