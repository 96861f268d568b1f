package dev.weft.augment;

/** Colours of images whose channels are red, green and blue. */
final class Colour {
  private static final float RED = 0.2989f;
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

  private Colour() {}

  static void requireColour(ImageShape shape, String owner) {
    if (shape.channels() != 3) {
      throw new IllegalArgumentException(
          owner + " needs images of three channels, red, green and blue; received " + shape.channels() + ".");
    }
  }

  static void requireGreyOrColour(ImageShape shape, String owner) {
    if (shape.channels() != 1) {
      requireColour(shape, owner);
    }
  }

  /** {@code x + part (grey - x)}; an image of one channel stays as it is. */
  static void towardsGrey(float[] images, int at, ImageShape shape, float part) {
    if (shape.channels() == 1) {
      return;
    }
    for (int i = at; i < at + shape.features(); i += 3) {
      float grey = RED * images[i] + GREEN * images[i + 1] + BLUE * images[i + 2];
      for (int c = i; c < i + 3; c++) {
        images[c] += part * (grey - images[c]);
      }
    }
  }
}
