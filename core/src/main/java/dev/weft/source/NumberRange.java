package dev.weft.source;

/**
 * The least and the largest of some numbers.
 *
 * @param whole whether all are whole numbers
 * @param finite whether none is NaN or infinite
 */
record NumberRange(double least, double most, boolean whole, boolean finite) {
  static final NumberRange NONE = new NumberRange(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, true, true);

  NumberRange and(NumberRange other) {
    return new NumberRange(
        Math.min(least, other.least), Math.max(most, other.most), whole && other.whole, finite && other.finite);
  }

  /** What they are as pixels. */
  PixelRange pixels() {
    if (!finite) {
      throw PixelRange.notFinite();
    }
    return PixelRange.of(least, most, whole);
  }
}
