package dev.weft.check;

import dev.weft.SplitMix64;
import dev.weft.dataset.ImageSet;
import java.util.stream.IntStream;

/**
 * Images as points in the space of the 24 directions in which images of the set vary most (principal components,
 * Pearson 1901), so that images that look alike lie near each other. An image is first taken as means of 8x8 blocks,
 * less their mean, at length 1: brightness and contrast do not matter.
 *
 * @param points (images, dimensions)
 */
record SmallSpace(float[][] points) {
  private static final int GRID = 8;
  private static final int DIMENSIONS = 24;
  private static final int LOOKED_AT = 4000; // images whose directions are taken
  private static final int ROUNDS = 30; // of the power iteration

  static SmallSpace of(ImageSet set) {
    int looked = Math.min(LOOKED_AT, set.size());
    double[][] some =
        IntStream.range(0, looked)
            .parallel()
            .mapToObj(i -> blocks(set, (int) ((long) i * set.size() / looked)))
            .toArray(double[][]::new);
    int features = Math.min(GRID, set.height()) * Math.min(GRID, set.width()) * set.channels();
    double[] mean = new double[features];
    for (double[] one : some) {
      add(mean, one, 1.0 / looked);
    }
    double[][] directions = directions(some, mean);
    float[][] points =
        IntStream.range(0, set.size())
            .parallel()
            .mapToObj(i -> projected(blocks(set, i), mean, directions))
            .toArray(float[][]::new);
    return new SmallSpace(points);
  }

  private static double[] blocks(ImageSet set, int i) {
    byte[] image = set.image(i);
    int down = Math.min(GRID, set.height());
    int across = Math.min(GRID, set.width());
    int channels = set.channels();
    double[] blocks = new double[down * across * channels];
    int[] pixels = new int[down * across];
    for (int y = 0; y < set.height(); y++) {
      for (int x = 0; x < set.width(); x++) {
        int block = y * down / set.height() * across + x * across / set.width();
        pixels[block]++;
        for (int channel = 0; channel < channels; channel++) {
          blocks[block * channels + channel] += image[(y * set.width() + x) * channels + channel] & 0xff;
        }
      }
    }
    double mean = 0;
    for (int at = 0; at < blocks.length; at++) {
      blocks[at] /= pixels[at / channels];
      mean += blocks[at] / blocks.length;
    }
    for (int at = 0; at < blocks.length; at++) {
      blocks[at] -= mean;
    }
    double length = Math.sqrt(product(blocks, blocks));
    for (int at = 0; at < blocks.length; at++) {
      blocks[at] /= length == 0 ? 1 : length;
    }
    return blocks;
  }

  /** Eigenvectors of the covariance with the largest eigenvalues, by orthogonal iteration. */
  private static double[][] directions(double[][] some, double[] mean) {
    int features = mean.length;
    double[][] covariance = new double[features][features];
    for (double[] one : some) {
      double[] centred = one.clone();
      add(centred, mean, -1);
      for (int row = 0; row < features; row++) {
        add(covariance[row], centred, centred[row]);
      }
    }
    SplitMix64 random = SplitMix64.of(1, "directions", 0);
    double[][] directions = new double[Math.min(DIMENSIONS, features)][features];
    for (double[] direction : directions) {
      for (int at = 0; at < features; at++) {
        direction[at] = random.nextDouble() - 0.5;
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int d = 0; d < directions.length; d++) {
        double[] next = new double[features];
        for (int row = 0; row < features; row++) {
          next[row] = product(covariance[row], directions[d]);
        }
        for (int before = 0; before < d; before++) {
          add(next, directions[before], -product(next, directions[before]));
        }
        double length = Math.sqrt(product(next, next));
        for (int at = 0; at < features; at++) {
          directions[d][at] = length < 1e-12 ? 0 : next[at] / length;
        }
      }
    }
    return directions;
  }

  private static float[] projected(double[] blocks, double[] mean, double[][] directions) {
    add(blocks, mean, -1);
    float[] point = new float[directions.length];
    for (int d = 0; d < point.length; d++) {
      point[d] = (float) product(blocks, directions[d]);
    }
    return point;
  }

  private static void add(double[] to, double[] values, double times) {
    for (int at = 0; at < to.length; at++) {
      to[at] += times * values[at];
    }
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int at = 0; at < a.length; at++) {
      sum += a[at] * b[at];
    }
    return sum;
  }
}
