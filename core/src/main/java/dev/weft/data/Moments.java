package dev.weft.data;

/**
 * A picture's bytes, added up.
 *
 * @param norm the root of the sum of the squared differences from the mean; 0 for a picture of a single colour
 */
record Moments(double mean, double norm) {
  static Moments of(byte[] picture) {
    long sum = 0;
    long squares = 0;
    for (byte pixel : picture) {
      long value = pixel & 0xFF;
      sum += value;
      squares += value * value;
    }
    double mean = (double) sum / picture.length;
    return new Moments(mean, Math.sqrt(Math.max(0, squares - sum * mean)));
  }

  /**
   * Pearson's, from -1 to 1; NaN where one of the two has a single colour.
   *
   * @param picture whose moments these are
   */
  double correlation(byte[] picture, byte[] other) {
    Moments others = of(other);
    long products = 0;
    for (int i = 0; i < picture.length; i++) {
      products += (picture[i] & 0xFFL) * (other[i] & 0xFFL);
    }
    return (products - picture.length * mean * others.mean) / (norm * others.norm);
  }
}
