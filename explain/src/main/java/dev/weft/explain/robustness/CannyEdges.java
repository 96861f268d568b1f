package dev.weft.explain.robustness;

/**
 * The edges of an image in the place of a growing share of it: where Sobel's gradient of the blurred brightness is
 * largest across the edge, and is strong, or is joined to what is.
 *
 * <p>Canny, "A computational approach to edge detection", 1986.
 */
final class CannyEdges {
  private static final double[] SHARES = {0.4, 0.6, 0.8, 0.9, 1};

  /** Of the blur, in units. */
  private static final double SIGMA = 0.8;

  /** Parts of the largest gradient. */
  private static final double WEAK = 0.1;

  private static final double STRONG = 0.25;

  private static final int COLOURS = 3;

  private CannyEdges() {}

  static Raster of(Raster image, int severity) {
    boolean[] edges = edges(image);
    Raster drawn = image.with(image.values().clone());
    for (int i = 0; i < edges.length; i++) {
      drawn.cover(i * image.channels(), edges[i] ? 1 : 0, SHARES[severity - 1]);
    }
    return drawn;
  }

  private static boolean[] edges(Raster image) {
    Raster plane = Blur.gaussian(brightness(image), SIGMA * image.unit());
    int pixels = image.height() * image.width();
    float[] down = new float[pixels];
    float[] across = new float[pixels];
    float[] size = new float[pixels];
    float most = 0;
    for (int i = 0; i < pixels; i++) {
      int y = i / image.width();
      int x = i % image.width();
      down[i] = difference(plane, y, x, true);
      across[i] = difference(plane, y, x, false);
      size[i] = (float) Math.sqrt(down[i] * down[i] + across[i] * across[i]);
      most = Math.max(most, size[i]);
    }
    boolean[] ridge = new boolean[pixels];
    for (int i = 0; i < pixels; i++) {
      ridge[i] = size[i] > 0 && size[i] >= WEAK * most && isLargest(plane, size, i, down[i], across[i]);
    }
    return joined(plane, ridge, size, STRONG * most);
  }

  private static Raster brightness(Raster image) {
    int channels = image.channels();
    float[] plane = new float[image.height() * image.width()];
    for (int i = 0; i < plane.length; i++) {
      float[] values = image.values();
      plane[i] =
          channels == COLOURS
              ? 0.299f * values[3 * i] + 0.587f * values[3 * i + 1] + 0.114f * values[3 * i + 2]
              : values[i * channels];
    }
    return new Raster(image.height(), image.width(), 1, plane);
  }

  /** Sobel's, down or across. */
  private static float difference(Raster plane, int y, int x, boolean isDown) {
    float sum = 0;
    for (int k = -1; k <= 1; k++) {
      int weight = k == 0 ? 2 : 1;
      sum += weight * (isDown ? value(plane, y + 1, x + k) : value(plane, y + k, x + 1));
      sum -= weight * (isDown ? value(plane, y - 1, x + k) : value(plane, y + k, x - 1));
    }
    return sum;
  }

  private static float value(Raster plane, int y, int x) {
    return plane.values()[plane.at(Math.clamp(y, 0, plane.height() - 1), Math.clamp(x, 0, plane.width() - 1))];
  }

  /** Whether the gradient is as large as its neighbours' in the direction of the gradient, one of four. */
  private static boolean isLargest(Raster plane, float[] size, int i, float down, float across) {
    boolean isSteep = Math.abs(down) > 2.4142f * Math.abs(across);
    boolean isFlat = Math.abs(across) > 2.4142f * Math.abs(down);
    int dy = isFlat ? 0 : 1;
    int dx = isSteep ? 0 : isFlat ? 1 : down * across > 0 ? 1 : -1;
    return size[i] >= size(plane, size, i, -dy, -dx) && size[i] > size(plane, size, i, dy, dx);
  }

  private static float size(Raster plane, float[] size, int i, int dy, int dx) {
    int y = i / plane.width() + dy;
    int x = i % plane.width() + dx;
    return y < 0 || y >= plane.height() || x < 0 || x >= plane.width() ? 0 : size[y * plane.width() + x];
  }

  /** The strong ones and what is joined to them. */
  private static boolean[] joined(Raster plane, boolean[] ridge, float[] size, double strong) {
    boolean[] kept = new boolean[ridge.length];
    int[] waiting = new int[ridge.length];
    int count = 0;
    for (int i = 0; i < ridge.length; i++) {
      if (ridge[i] && size[i] >= strong) {
        kept[i] = true;
        waiting[count++] = i;
      }
    }
    while (count > 0) {
      int i = waiting[--count];
      for (int y = Math.max(0, i / plane.width() - 1); y <= Math.min(plane.height() - 1, i / plane.width() + 1); y++) {
        for (int x = Math.max(0, i % plane.width() - 1); x <= Math.min(plane.width() - 1, i % plane.width() + 1); x++) {
          int near = y * plane.width() + x;
          if (ridge[near] && !kept[near]) {
            kept[near] = true;
            waiting[count++] = near;
          }
        }
      }
    }
    return kept;
  }
}
