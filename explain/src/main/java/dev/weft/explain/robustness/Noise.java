package dev.weft.explain.robustness;

import dev.weft.SplitMix64;

/** Noise that falls on each number of an image by itself: of a sensor that is warm, has little light, or is broken. */
final class Noise {
  /** Standard deviations. */
  private static final double[] GAUSSIAN = {0.04, 0.08, 0.14, 0.22, 0.32};

  /** How many photons make white. */
  private static final double[] SHOT = {100, 40, 18, 8, 4};

  /** Shares of the numbers. */
  private static final double[] IMPULSE = {0.02, 0.05, 0.09, 0.16, 0.27};

  private Noise() {}

  /** {@code x + d n} with n normal. */
  static Raster gaussian(Raster image, int severity, SplitMix64 random) {
    float[] noisy = new float[image.values().length];
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = (float) (image.values()[i] + GAUSSIAN[severity - 1] * random.nextGaussian());
    }
    return image.with(noisy);
  }

  /** {@code k / p} with k of Poisson's distribution with the mean {@code p x}. */
  static Raster shot(Raster image, int severity, SplitMix64 random) {
    double photons = SHOT[severity - 1];
    float[] noisy = new float[image.values().length];
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = (float) (poisson(photons * image.values()[i], random.nextDouble()) / photons);
    }
    return image.with(noisy);
  }

  /**
   * The smallest k of which as much of Poisson's distribution lies at or below it as {@code uniform} says.
   *
   * @param mean at most some hundreds
   */
  private static int poisson(double mean, double uniform) {
    double probability = StrictMath.exp(-mean);
    double left = uniform;
    int count = 0;
    while (left >= probability && probability > 0) {
      left -= probability;
      probability *= mean / ++count;
    }
    return count;
  }

  /** Black or white, each as often, in the place of some numbers. */
  static Raster impulse(Raster image, int severity, SplitMix64 random) {
    float[] noisy = image.values().clone();
    for (int i = 0; i < noisy.length; i++) {
      boolean isHit = random.nextDouble() < IMPULSE[severity - 1];
      boolean isWhite = random.nextDouble() < 0.5;
      if (isHit) {
        noisy[i] = isWhite ? 1 : 0;
      }
    }
    return image.with(noisy);
  }
}
