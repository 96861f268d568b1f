package dev.weft;

import java.util.OptionalDouble;

/** Which numbers are finite. */
public final class Finite {
  private Finite() {}

  /** Whether the first numbers of an array all are: a sum of zeros, which only what is not finite makes another. */
  public static boolean all(float[] values, int length) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += values[i] * 0;
    }
    return sum == 0;
  }

  /** The first number that is not; empty if all are. */
  public static OptionalDouble exception(float[] values) {
    if (all(values, values.length)) {
      return OptionalDouble.empty();
    }
    int i = 0;
    while (Float.isFinite(values[i])) {
      i++;
    }
    return OptionalDouble.of(values[i]);
  }
}
