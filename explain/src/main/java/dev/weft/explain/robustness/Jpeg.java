package dev.weft.explain.robustness;

/**
 * What JPEG leaves of an image: of each block of 8×8 the cosine transform, rounded to multiples of a table's numbers.
 * Colours are kept apart from brightness, for each block of 2×2 pixels once. What JPEG does without loss is left out.
 *
 * <p>ITU-T T.81 (1992), annexes A and K; the tables of other qualities as the Independent JPEG Group makes them.
 */
final class Jpeg {
  private static final int[] QUALITIES = {60, 35, 20, 12, 7};
  private static final int SIDE = 8;
  private static final int COLOURS = 3;

  private static final int[] BRIGHTNESS = {
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
    87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99
  };

  private static final int[] COLOUR = {
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99
  };

  /** (frequency, place): {@code c cos((2 place + 1) frequency pi / 16)} with the lengths of all frequencies alike. */
  private static final float[] COSINES = cosines();

  private Jpeg() {}

  private static float[] cosines() {
    float[] cosines = new float[SIDE * SIDE];
    for (int frequency = 0; frequency < SIDE; frequency++) {
      double length = frequency == 0 ? Math.sqrt(1.0 / SIDE) : Math.sqrt(2.0 / SIDE);
      for (int place = 0; place < SIDE; place++) {
        double angle = (2 * place + 1) * frequency * Math.PI / (2 * SIDE);
        cosines[frequency * SIDE + place] = (float) (length * StrictMath.cos(angle));
      }
    }
    return cosines;
  }

  static Raster of(Raster image, int severity) {
    return compressed(image, QUALITIES[severity - 1]);
  }

  /**
   * @param quality 1 to 100
   */
  static Raster compressed(Raster image, int quality) {
    int[] brightness = table(BRIGHTNESS, quality);
    Raster bytes = image.with(scaled(image.values(), 255));
    if (image.channels() == COLOURS) {
      return image.with(scaled(colours(bytes, brightness, table(COLOUR, quality)), 1 / 255f));
    }
    float[] values = new float[bytes.values().length];
    for (int c = 0; c < image.channels(); c++) {
      float[] plane = plane(bytes, c);
      compress(plane, image.height(), image.width(), brightness);
      for (int i = 0; i < plane.length; i++) {
        values[i * image.channels() + c] = plane[i];
      }
    }
    return image.with(scaled(values, 1 / 255f));
  }

  private static float[] scaled(float[] values, float factor) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = values[i] * factor;
    }
    return scaled;
  }

  private static int[] table(int[] table, int quality) {
    int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    int[] scaled = new int[table.length];
    for (int i = 0; i < table.length; i++) {
      scaled[i] = Math.clamp((table[i] * scale + 50) / 100, 1, 255);
    }
    return scaled;
  }

  private static float[] plane(Raster image, int channel) {
    float[] plane = new float[image.height() * image.width()];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = image.values()[i * image.channels() + channel];
    }
    return plane;
  }

  private static float[] colours(Raster image, int[] brightness, int[] colour) {
    int pixels = image.height() * image.width();
    float[] light = new float[pixels];
    float[] blue = new float[pixels];
    float[] red = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      float r = image.values()[3 * i];
      float g = image.values()[3 * i + 1];
      float b = image.values()[3 * i + 2];
      light[i] = Math.round(0.299f * r + 0.587f * g + 0.114f * b);
      blue[i] = Math.round(-0.168736f * r - 0.331264f * g + 0.5f * b + 128);
      red[i] = Math.round(0.5f * r - 0.418688f * g - 0.081312f * b + 128);
    }
    compress(light, image.height(), image.width(), brightness);
    blue = coarse(blue, image, colour);
    red = coarse(red, image, colour);
    float[] values = new float[3 * pixels];
    for (int i = 0; i < pixels; i++) {
      values[3 * i] = light[i] + 1.402f * (red[i] - 128);
      values[3 * i + 1] = light[i] - 0.344136f * (blue[i] - 128) - 0.714136f * (red[i] - 128);
      values[3 * i + 2] = light[i] + 1.772f * (blue[i] - 128);
    }
    return values;
  }

  /** A colour's plane: means over 2×2 pixels, compressed, and interpolated again. */
  private static float[] coarse(float[] plane, Raster image, int[] table) {
    int height = Math.ceilDiv(image.height(), 2);
    int width = Math.ceilDiv(image.width(), 2);
    float[] half = new float[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int above = 2 * y * image.width();
        int below = Math.min(2 * y + 1, image.height() - 1) * image.width();
        int after = Math.min(2 * x + 1, image.width() - 1);
        half[y * width + x] =
            Math.round((plane[above + 2 * x] + plane[above + after] + plane[below + 2 * x] + plane[below + after]) / 4);
      }
    }
    compress(half, height, width, table);
    float[] whole = new float[plane.length];
    for (int i = 0; i < whole.length; i++) {
      int y = i / image.width();
      int x = i % image.width();
      int row = y / 2 * width;
      int otherRow = other(y, height) * width;
      int otherColumn = other(x, width);
      whole[i] =
          (9 * half[row + x / 2]
                  + 3 * half[row + otherColumn]
                  + 3 * half[otherRow + x / 2]
                  + half[otherRow + otherColumn])
              / 16;
    }
    return whole;
  }

  /** Of two blocks whose middles a pixel lies between, the farther one. */
  private static int other(int pixel, int blocks) {
    return Math.clamp(pixel / 2 + (pixel % 2 == 0 ? -1 : 1), 0, blocks - 1);
  }

  /** Rounds the cosine transform of each block; blocks that leave the plane are filled with its edge. */
  private static void compress(float[] plane, int height, int width, int[] table) {
    float[] block = new float[SIDE * SIDE];
    float[] scratch = new float[SIDE * SIDE];
    for (int top = 0; top < height; top += SIDE) {
      for (int left = 0; left < width; left += SIDE) {
        for (int i = 0; i < block.length; i++) {
          int y = Math.min(top + i / SIDE, height - 1);
          int x = Math.min(left + i % SIDE, width - 1);
          block[i] = plane[y * width + x] - 128;
        }
        transform(block, scratch);
        for (int i = 0; i < block.length; i++) {
          block[i] = Math.round(block[i] / table[i]) * (float) table[i];
        }
        transformBack(block, scratch);
        for (int i = 0; i < block.length; i++) {
          if (top + i / SIDE < height && left + i % SIDE < width) {
            plane[(top + i / SIDE) * width + left + i % SIDE] = Math.clamp(Math.round(block[i] + 128), 0, 255);
          }
        }
      }
    }
  }

  private static void transform(float[] block, float[] scratch) {
    product(block, COSINES, true, scratch);
    product(scratch, COSINES, true, block);
  }

  private static void transformBack(float[] block, float[] scratch) {
    product(block, COSINES, false, scratch);
    product(scratch, COSINES, false, block);
  }

  /** {@code into[j, i] = sum over k of block[i, k] cosines[j, k]}, or of {@code cosines[k, j]}: rows become columns. */
  private static void product(float[] block, float[] cosines, boolean forward, float[] into) {
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        float sum = 0;
        for (int k = 0; k < SIDE; k++) {
          sum += block[i * SIDE + k] * cosines[forward ? j * SIDE + k : k * SIDE + j];
        }
        into[j * SIDE + i] = sum;
      }
    }
  }
}
