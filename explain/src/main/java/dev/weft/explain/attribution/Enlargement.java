package dev.weft.explain.attribution;

import dev.weft.model.Shape;

/** Makes a coarse map as large as the image, by linear interpolation between the middles of its places. */
final class Enlargement {
  private Enlargement() {}

  /**
   * @param map (height, width)
   * @param image (height, width, channels)
   * @return (height, width) of the image
   */
  static float[] of(float[] map, int height, int width, Shape image) {
    float[] large = new float[image.size(0) * image.size(1)];
    for (int y = 0; y < image.size(0); y++) {
      float down = place(y, height, image.size(0));
      int top = (int) down;
      int bottom = Math.min(height - 1, top + 1);
      for (int x = 0; x < image.size(1); x++) {
        float across = place(x, width, image.size(1));
        int left = (int) across;
        int right = Math.min(width - 1, left + 1);
        float above = between(map[top * width + left], map[top * width + right], across - left);
        float below = between(map[bottom * width + left], map[bottom * width + right], across - left);
        large[y * image.size(1) + x] = between(above, below, down - top);
      }
    }
    return large;
  }

  /** Where the middle of a pixel lies among the middles of the places, 0 to count - 1. */
  private static float place(int pixel, int count, int pixels) {
    return Math.clamp((pixel + 0.5f) * count / pixels - 0.5f, 0, count - 1);
  }

  private static float between(float a, float b, float part) {
    return a + (b - a) * part;
  }
}
