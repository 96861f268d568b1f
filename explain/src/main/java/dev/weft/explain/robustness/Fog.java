package dev.weft.explain.robustness;

import dev.weft.SplitMix64;

/**
 * Fog of uneven thickness: {@code (x + a p) m / (m + a)} with the image's largest number m and a plasma p from 0 to 1.
 * The plasma is made by the diamond-square algorithm: places between known ones get their mean and some chance, less
 * with each halving of the distance.
 *
 * <p>Fournier, Fussell and Carpenter, "Computer rendering of stochastic models", 1982.
 */
final class Fog {
  /** How thick; by how much chance shrinks with each halving. */
  private static final double[][] LEVELS = {{0.25, 2.5}, {0.5, 2.3}, {0.8, 2.0}, {1.2, 1.8}, {1.7, 1.6}};

  private Fog() {}

  static Raster of(Raster image, int severity, SplitMix64 random) {
    double thickness = LEVELS[severity - 1][0];
    int side = Math.max(2, Integer.highestOneBit(2 * Math.max(image.height(), image.width()) - 1));
    double[] plasma = plasma(side, LEVELS[severity - 1][1], random);
    double most = 0;
    for (float value : image.values()) {
      most = Math.max(most, value);
    }
    float[] foggy = new float[image.values().length];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int i = image.at(y, x); i < image.at(y, x) + image.channels(); i++) {
          foggy[i] = (float) ((image.values()[i] + thickness * plasma[y * side + x]) * most / (most + thickness));
        }
      }
    }
    return image.with(foggy);
  }

  /**
   * @param side a power of two
   * @return (side, side), 0 to 1; what leaves it at one edge enters at the other
   */
  private static double[] plasma(int side, double decay, SplitMix64 random) {
    double[] map = new double[side * side];
    double chance = 1;
    for (int step = side; step > 1; step /= 2) {
      int half = step / 2;
      fill(map, side, step, half, half, random, chance, new int[] {-half, -half, -half, half, half, -half, half, half});
      int[] beside = {0, -half, 0, half, -half, 0, half, 0};
      fill(map, side, step, 0, half, random, chance, beside);
      fill(map, side, step, half, 0, random, chance, beside);
      chance /= decay;
    }
    return stretched(map);
  }

  /** Gives every {@code step}-th place the mean of four others and some chance. */
  private static void fill(
      double[] map, int side, int step, int fromY, int fromX, SplitMix64 random, double chance, int[] others) {
    int mask = side - 1;
    for (int y = fromY; y < side; y += step) {
      for (int x = fromX; x < side; x += step) {
        double sum = 0;
        for (int k = 0; k < others.length; k += 2) {
          sum += map[(y + others[k] & mask) * side + (x + others[k + 1] & mask)];
        }
        map[y * side + x] = sum / 4 + random.between(-chance, chance);
      }
    }
  }

  private static double[] stretched(double[] map) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : map) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    for (int i = 0; i < map.length; i++) {
      map[i] = (map[i] - least) / (most - least);
    }
    return map;
  }
}
