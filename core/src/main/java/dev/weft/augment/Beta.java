package dev.weft.augment;

import dev.weft.SplitMix64;

/** Numbers from 0 to 1 of a beta distribution whose two parameters are the same. */
final class Beta {
  private Beta() {}

  /**
   * @param alpha above 0: 1 is uniform; below, numbers near 0 and 1 are the commonest, above, those near 1/2
   */
  static double draw(double alpha, SplitMix64 random) {
    double first = logGamma(alpha, random);
    double second = logGamma(alpha, random);
    return 1 / (1 + StrictMath.exp(second - first));
  }

  /** The logarithm of a gamma-distributed number, which itself may be too small for a double. */
  private static double logGamma(double alpha, SplitMix64 random) {
    double boost = alpha < 1 ? StrictMath.log(positive(random)) / alpha : 0;
    return boost + StrictMath.log(gamma(alpha < 1 ? alpha + 1 : alpha, random));
  }

  /** Marsaglia and Tsang, "A simple method for generating gamma variables", 2000; alpha at least 1. */
  private static double gamma(double alpha, SplitMix64 random) {
    double d = alpha - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double root = 1 + c * x;
      double v = root * root * root;
      if (v > 0 && StrictMath.log(positive(random)) < x * x / 2 + d * (1 - v + StrictMath.log(v))) {
        return d * v;
      }
    }
  }

  /** Above 0, at most 1. */
  private static double positive(SplitMix64 random) {
    return 1 - random.nextDouble();
  }
}
