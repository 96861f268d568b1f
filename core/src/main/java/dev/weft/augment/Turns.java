package dev.weft.augment;

/**
 * Sine and cosine of parts of a full turn, by Taylor's series in the nearest quarter: the same bits on every machine.
 * {@code StrictMath} has these, too, but makes an object for each.
 */
final class Turns {
  private Turns() {}

  static double cos(double turns) {
    return sin(turns + 0.25);
  }

  static double sin(double turns) {
    long quarters = Math.round(4 * turns);
    double angle = 2 * Math.PI * (turns - quarters / 4.0); // at most pi / 4
    double value = (quarters & 1) == 0 ? nearSine(angle) : nearCosine(angle);
    return (quarters & 2) == 0 ? value : -value;
  }

  private static double nearSine(double x) {
    double square = x * x;
    double sum = 1;
    for (int n = 15; n > 1; n -= 2) {
      sum = 1 - square * sum / (n * (n - 1));
    }
    return x * sum;
  }

  private static double nearCosine(double x) {
    double square = x * x;
    double sum = 1;
    for (int n = 16; n > 0; n -= 2) {
      sum = 1 - square * sum / (n * (n - 1));
    }
    return sum;
  }
}
