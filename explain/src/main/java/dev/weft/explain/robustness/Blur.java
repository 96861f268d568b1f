package dev.weft.explain.robustness;

import dev.weft.SplitMix64;

/** Blur: by weights of Gauss, by glass, by a motion, by a zoom. Beyond the image are the numbers at its edge. */
final class Blur {
  /** Standard deviation of the blur before and after, largest way of a pixel, both in units; share of moved pixels. */
  private static final double[][] GLASS = {{0.4, 1, 0.25}, {0.5, 1, 0.5}, {0.65, 1, 0.75}, {0.8, 1, 1}, {1, 2, 1}};

  /** Lengths of the way, in units. */
  private static final double[] MOTION = {3, 4.5, 6, 8, 10};

  /** The most the image is enlarged. */
  private static final double[] ZOOM = {1.08, 1.14, 1.20, 1.26, 1.33};

  private static final double ZOOM_STEP = 0.02;

  /** Weights further away than this many standard deviations are left out. */
  private static final double FAR = 4;

  private Blur() {}

  /** The mean over neighbours with the weights {@code exp(-d^2 / (2 sigma^2))}. */
  static Raster gaussian(Raster image, double sigma) {
    int radius = (int) (FAR * sigma + 0.5);
    double[] weights = new double[2 * radius + 1];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double distance = (i - radius) / sigma;
      weights[i] = StrictMath.exp(-distance * distance / 2);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return image.with(down(image.with(across(image, weights)), weights));
  }

  private static float[] across(Raster image, double[] weights) {
    int channels = image.channels();
    float[] blurred = new float[image.values().length];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int c = 0; c < channels; c++) {
          double sum = 0;
          for (int k = 0; k < weights.length; k++) {
            int from = Math.clamp(x + k - weights.length / 2, 0, image.width() - 1);
            sum += weights[k] * image.values()[image.at(y, from) + c];
          }
          blurred[image.at(y, x) + c] = (float) sum;
        }
      }
    }
    return blurred;
  }

  private static float[] down(Raster image, double[] weights) {
    int line = image.width() * image.channels();
    float[] blurred = new float[image.values().length];
    for (int y = 0; y < image.height(); y++) {
      for (int i = 0; i < line; i++) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
          int from = Math.clamp(y + k - weights.length / 2, 0, image.height() - 1);
          sum += weights[k] * image.values()[from * line + i];
        }
        blurred[y * line + i] = (float) sum;
      }
    }
    return blurred;
  }

  /** Pixels change places with near ones, between two blurs: frosted glass. */
  static Raster glass(Raster image, int severity, SplitMix64 random) {
    double[] amount = GLASS[severity - 1];
    double sigma = amount[0] * image.unit();
    int far = Math.max(1, (int) Math.round(amount[1] * image.unit()));
    Raster blurred = gaussian(image, sigma);
    for (int y = image.height() - 1 - far; y >= far; y--) {
      for (int x = image.width() - 1 - far; x >= far; x--) {
        boolean isMoved = random.nextDouble() < amount[2];
        int otherY = y + random.below(2 * far + 1) - far;
        int otherX = x + random.below(2 * far + 1) - far;
        if (isMoved) {
          exchange(blurred, blurred.at(y, x), blurred.at(otherY, otherX));
        }
      }
    }
    return gaussian(blurred, sigma);
  }

  private static void exchange(Raster image, int one, int other) {
    for (int c = 0; c < image.channels(); c++) {
      float kept = image.values()[one + c];
      image.values()[one + c] = image.values()[other + c];
      image.values()[other + c] = kept;
    }
  }

  /** The mean along a straight way in a direction that is drawn, -45 to 45 degrees from the horizontal. */
  static Raster motion(Raster image, int severity, SplitMix64 random) {
    double length = MOTION[severity - 1] * image.unit();
    double angle = random.between(-Math.PI / 4, Math.PI / 4);
    double dx = StrictMath.cos(angle);
    double dy = StrictMath.sin(angle);
    int steps = (int) Math.ceil(length);
    float[] sum = new float[image.values().length];
    for (int k = -steps; k <= steps; k++) {
      double way = length / 2 * k / steps;
      addMoved(image, way * dy, way * dx, 1f / (2 * steps + 1), sum);
    }
    return image.with(sum);
  }

  /** Adds what stands a part of a way away, by bilinear interpolation. */
  private static void addMoved(Raster image, double dy, double dx, float weight, float[] sum) {
    int top = (int) Math.floor(dy);
    int left = (int) Math.floor(dx);
    float low = (float) (dy - top);
    float right = (float) (dx - left);
    int channels = image.channels();
    float[] values = image.values();
    for (int y = 0; y < image.height(); y++) {
      int above = Math.clamp(y + top, 0, image.height() - 1);
      int below = Math.clamp(y + top + 1, 0, image.height() - 1);
      for (int x = 0; x < image.width(); x++) {
        int before = Math.clamp(x + left, 0, image.width() - 1);
        int after = Math.clamp(x + left + 1, 0, image.width() - 1);
        for (int c = 0; c < channels; c++) {
          float upper = values[image.at(above, before) + c] * (1 - right) + values[image.at(above, after) + c] * right;
          float lower = values[image.at(below, before) + c] * (1 - right) + values[image.at(below, after) + c] * right;
          sum[image.at(y, x) + c] += weight * (upper * (1 - low) + lower * low);
        }
      }
    }
  }

  /** The mean of the image and enlargements of it, more and more: a camera that comes nearer. */
  static Raster zoom(Raster image, int severity) {
    int count = (int) Math.round((ZOOM[severity - 1] - 1) / ZOOM_STEP);
    float[] sum = image.values().clone();
    for (int k = 1; k <= count; k++) {
      float[] enlarged = Movement.scaled(image, 1 + ZOOM_STEP * k).values();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += enlarged[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= count + 1;
    }
    return image.with(sum);
  }
}
