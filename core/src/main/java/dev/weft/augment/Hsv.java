package dev.weft.augment;

/** Changes hue and saturation. Keras's conversion of red, green and blue from 0 to 1, and back. */
final class Hsv {
  private final float low;
  private final float width;

  Hsv(ValueRange values) {
    low = (float) values.low();
    width = (float) values.width();
  }

  /**
   * @param added to the hue; 1 is a whole round
   * @param times the saturation is multiplied by it, and is then 1 at most
   */
  void change(float[] images, int at, ImageShape shape, float added, float times) {
    for (int i = at; i < at + shape.features(); i += 3) {
      change(images, i, added, times);
    }
  }

  private void change(float[] images, int i, float added, float times) {
    float red = (images[i] - low) / width;
    float green = (images[i + 1] - low) / width;
    float blue = (images[i + 2] - low) / width;
    float value = Math.max(Math.max(red, green), blue);
    float difference = value - Math.min(Math.min(red, green), blue);
    float hue = hue(red, green, blue, value, difference) + added;
    float saturation = value > 0 ? Math.clamp(difference / value * times, 0, 1) : 0;
    float sixths = (hue - (float) Math.floor(hue)) * 6;
    write(images, i, value, saturation, Math.abs(sixths - 3) - 1);
    write(images, i + 1, value, saturation, 2 - Math.abs(sixths - 2));
    write(images, i + 2, value, saturation, 2 - Math.abs(sixths - 4));
  }

  private static float hue(float red, float green, float blue, float value, float difference) {
    if (difference <= 0) {
      return 0;
    }
    if (value == red) {
      return (green - blue) / (6 * difference);
    }
    return value == green ? (blue - red) / (6 * difference) + 2 / 6f : (red - green) / (6 * difference) + 4 / 6f;
  }

  private void write(float[] images, int i, float value, float saturation, float part) {
    float fraction = value * (1 - saturation + saturation * Math.clamp(part, 0, 1));
    images[i] = Math.clamp(fraction, 0, 1) * width + low;
  }
}
