package dev.weft.augment;

import java.util.Arrays;

/**
 * Makes all values of a channel about as frequent: a value becomes the share of the pixels whose values are not above
 * it, from 0 to 255. A channel of one value stays as it is. One for each thread.
 */
final class Equalization {
  private static final int BINS = 256;
  private static final int TOP = BINS - 1;

  private final ValueRange values;
  private final int[] counts = new int[BINS];

  Equalization(ValueRange values) {
    this.values = values;
  }

  void change(float[] images, int at, ImageShape shape) {
    for (int c = at; c < at + shape.channels(); c++) {
      change(images, c, at + shape.features(), shape.channels());
    }
  }

  private void change(float[] images, int from, int to, int stride) {
    Arrays.fill(counts, 0);
    for (int i = from; i < to; i += stride) {
      counts[bin(images[i])]++;
    }
    int first = counts[bin(images[from])];
    int all = (to - from + stride - 1) / stride;
    if (first == all) {
      return;
    }
    int least = -1;
    int sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += counts[bin];
      least = least < 0 && sum > 0 ? sum : least;
      counts[bin] = (int) Math.rint(Math.max(0, sum - least) * (double) TOP / (all - least));
    }
    for (int i = from; i < to; i += stride) {
      images[i] = (float) (counts[bin(images[i])] * values.width() / TOP + values.low());
    }
  }

  private int bin(float value) {
    return Math.clamp((int) ((value - values.low()) * TOP / values.width()), 0, TOP);
  }
}
