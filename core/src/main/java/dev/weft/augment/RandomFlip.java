package dev.weft.augment;

/**
 * Mirrors an image with probability 1/2. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_flip/">Keras</a>.
 *
 * @param mode left to right, top to bottom, or both at once, which is the default; as in Keras 3.15, one chance decides
 *     on both, and two of this layer give each a chance of its own
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
      if (random.nextInt(2) == 1) {
        flip(images, at, shape);
      }
    };
  }

  @Override
  public String inWords() {
    return switch (mode) {
      case HORIZONTAL -> "mirrored left to right with probability 0.5";
      case VERTICAL -> "mirrored top to bottom with probability 0.5";
      case HORIZONTAL_AND_VERTICAL -> "mirrored both ways at once with probability 0.5";
    };
  }

  private void flip(float[] images, int at, ImageShape shape) {
    if (mode != Mode.VERTICAL) {
      mirror(images, at, shape);
    }
    if (mode != Mode.HORIZONTAL) {
      turnOver(images, at, shape);
    }
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
