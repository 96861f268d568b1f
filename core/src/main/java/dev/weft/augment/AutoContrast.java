package dev.weft.augment;

/**
 * Stretches the values of each channel over the whole range: {@code (x - min) / (max - min)} of it. A channel of one
 * value stays as it is.
 */
final class AutoContrast {
  private AutoContrast() {}

  static void change(float[] images, int at, ImageShape shape, ValueRange values) {
    for (int c = at; c < at + shape.channels(); c++) {
      change(images, c, at + shape.features(), shape.channels(), values);
    }
  }

  private static void change(float[] images, int from, int to, int stride, ValueRange values) {
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i += stride) {
      least = Math.min(least, images[i]);
      greatest = Math.max(greatest, images[i]);
    }
    if (greatest > least) {
      float scale = (float) values.width() / (greatest - least);
      for (int i = from; i < to; i += stride) {
        images[i] = values.clip((images[i] - least) * scale + (float) values.low());
      }
    }
  }
}
