package dev.weft.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.SplittableRandom;

/** Arrays to test kernels with. */
final class Floats {
  /** Lengths around those of vectors, and far from them. */
  static final int[] LENGTHS = {1, 7, 8, 9, 15, 16, 17, 31, 33, 63, 257, 1023, 4098};

  private Floats() {}

  /** Standard normal numbers. */
  static float[] normal(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Numbers between 0 and 1. */
  static float[] uniform(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }

  /** The same bits, but that any NaN is as good as another. */
  static void assertSameBits(float[] expected, float[] actual, String what) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        fail(what + "[" + i + "]: " + expected[i] + " expected, " + actual[i] + " received");
      }
    }
  }

  /** Within {@code tolerance} of the number, or of 1 where it is smaller than that. */
  static void assertClose(double expected, double actual, double tolerance, String what) {
    assertEquals(expected, actual, tolerance * Math.max(1, Math.abs(expected)), what);
  }
}
