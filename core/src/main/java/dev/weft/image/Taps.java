package dev.weft.image;

/**
 * What each new pixel of a line is made of: {@code weights[i][k]} of the old pixel {@code first[i] + k}. The weights of
 * a new pixel add up to 1.
 */
record Taps(int[] first, float[][] weights) {
  /**
   * The part {@code from} to {@code to} of a line of pixels, scaled.
   *
   * @param length how many pixels the whole line has
   * @param size how many pixels the part becomes
   */
  static Taps of(int length, double from, double to, int size, Resampling interpolation) {
    double scale = (to - from) / size;
    boolean box = interpolation == Resampling.AREA && scale >= 1;
    double wide = Math.max(scale, 1);
    double support = box ? wide / 2 : wide;
    int[] first = new int[size];
    float[][] weights = new float[size][];
    for (int i = 0; i < size; i++) {
      double centre = from + (i + 0.5) * scale;
      first[i] = Math.clamp((int) (centre - support + 0.5), 0, length - 1);
      int end = Math.clamp((int) (centre + support + 0.5), first[i] + 1, length);
      weights[i] = weights(first[i], end, centre, wide, box);
    }
    return new Taps(first, weights);
  }

  private static float[] weights(int first, int end, double centre, double wide, boolean box) {
    double[] parts = new double[end - first];
    double sum = 0;
    for (int k = 0; k < parts.length; k++) {
      double distance = (first + k + 0.5 - centre) / wide;
      parts[k] = box ? inside(distance) : Math.max(0, 1 - Math.abs(distance));
      sum += parts[k];
    }
    float[] weights = new float[parts.length];
    for (int k = 0; k < parts.length; k++) {
      weights[k] = (float) (sum == 0 ? 1.0 / parts.length : parts[k] / sum);
    }
    return weights;
  }

  /**
   * The same for a line of which each {@code factor} pixels are one.
   *
   * @param missing by how many less the first is
   */
  Taps joined(int factor, int missing) {
    if (factor == 1) {
      return this;
    }
    int[] joinedFirst = new int[first.length];
    float[][] joinedWeights = new float[first.length][];
    for (int i = 0; i < first.length; i++) {
      int from = first[i] + missing;
      joinedFirst[i] = from / factor;
      joinedWeights[i] = new float[(from + weights[i].length - 1) / factor - joinedFirst[i] + 1];
      for (int k = 0; k < weights[i].length; k++) {
        joinedWeights[i][(from + k) / factor - joinedFirst[i]] += weights[i][k];
      }
    }
    return new Taps(joinedFirst, joinedWeights);
  }

  private static double inside(double distance) {
    return distance > -0.5 && distance <= 0.5 ? 1 : 0;
  }

  /** How many new pixels there are. */
  int size() {
    return first.length;
  }

  /** The first old pixel that is needed. */
  int start() {
    return first[0];
  }

  /** The first old pixel behind all that are needed. */
  int end() {
    int last = first.length - 1;
    return first[last] + weights[last].length;
  }
}
