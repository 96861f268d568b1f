package dev.weft.dataset;

/**
 * An image's bytes, added up.
 *
 * @param norm the root of the sum of the squared differences from the mean; 0 for an image of a single colour
 */
record Moments(double mean, double norm) {
  static Moments of(byte[] image) {
    long sum = 0;
    long squares = 0;
    for (byte pixel : image) {
      long value = pixel & 0xFF;
      sum += value;
      squares += value * value;
    }
    double mean = (double) sum / image.length;
    return new Moments(mean, Math.sqrt(Math.max(0, squares - sum * mean)));
  }

  /**
   * Pearson's, from -1 to 1; NaN where one of the two has a single colour.
   *
   * @param image whose moments these are
   */
  double correlation(byte[] image, byte[] other) {
    Moments others = of(other);
    long products = 0;
    for (int i = 0; i < image.length; i++) {
      products += (image[i] & 0xFFL) * (other[i] & 0xFFL);
    }
    return (products - image.length * mean * others.mean) / (norm * others.norm);
  }
}
