package dev.weft.augment;

import dev.weft.SplitMix64;

/**
 * Mirrors an image by chance, each with probability 1/2. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_flip/">Keras</a>.
 *
 * @param mode left to right, top to bottom, or both, each by a chance of its own
 */
public record RandomFlip(Mode mode) implements Augmentation {
  /** Which sides are exchanged. */
  public enum Mode {
    HORIZONTAL,
    VERTICAL,
    HORIZONTAL_AND_VERTICAL
  }

  /** Both, as Keras's default. */
  public static RandomFlip of() {
    return new RandomFlip(Mode.HORIZONTAL_AND_VERTICAL);
  }

  @Override
  public ImageChange on(ImageShape shape) {
    return (images, at, random) -> {
      if (mode != Mode.VERTICAL && isDrawn(random)) {
        mirror(images, at, shape);
      }
      if (mode != Mode.HORIZONTAL && isDrawn(random)) {
        turnOver(images, at, shape);
      }
    };
  }

  private static boolean isDrawn(SplitMix64 random) {
    return random.nextInt(2) == 1;
  }

  private static void mirror(float[] images, int at, ImageShape shape) {
    for (int y = 0; y < shape.height(); y++) {
      for (int left = 0, right = shape.width() - 1; left < right; left++, right--) {
        for (int c = 0; c < shape.channels(); c++) {
          int row = at + y * shape.width() * shape.channels() + c;
          swap(images, row + left * shape.channels(), row + right * shape.channels());
        }
      }
    }
  }

  private static void turnOver(float[] images, int at, ImageShape shape) {
    int line = shape.width() * shape.channels();
    for (int top = 0, bottom = shape.height() - 1; top < bottom; top++, bottom--) {
      for (int i = 0; i < line; i++) {
        swap(images, at + top * line + i, at + bottom * line + i);
      }
    }
  }

  private static void swap(float[] values, int a, int b) {
    float value = values[a];
    values[a] = values[b];
    values[b] = value;
  }
}
