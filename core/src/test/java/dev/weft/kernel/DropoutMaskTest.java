package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryWidth
class DropoutMaskTest {
  private static final int KEY = 0x12345678;

  private static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static float[] apply(float rate, int key, float[] x) {
    float[] y = new float[x.length];
    DropoutMask.apply(rate, key, x, y, 0, x.length);
    return y;
  }

  private static int kept(float[] y) {
    int kept = 0;
    for (float value : y) {
      kept += value != 0 ? 1 : 0;
    }
    return kept;
  }

  @Test
  void theRestIsScaledByWhatIsKept() {
    for (float value : apply(0.2f, KEY, ones(1023))) {
      assertTrue(value == 0 || value == 1 / (1 - 0.2f), "received " + value);
    }
  }

  /** Within four standard deviations of a binomial distribution. */
  @ParameterizedTest
  @ValueSource(floats = {0.01f, 0.1f, 0.25f, 0.5f, 0.9f})
  void theShareOfTheRateIsDropped(float rate) {
    int n = 200_000;
    for (int key = 0; key < 5; key++) {
      double deviation = Math.sqrt(n * rate * (1 - rate));
      assertEquals(n * (1 - rate), kept(apply(rate, DropoutMask.hash(key), ones(n))), 4 * deviation);
    }
  }

  @Test
  void neighboursAndKeysAreIndependent() {
    int n = 200_000;
    float[] first = apply(0.5f, DropoutMask.hash(1), ones(n));
    float[] second = apply(0.5f, DropoutMask.hash(2), ones(n));
    int neighbours = 0;
    int keys = 0;
    for (int i = 1; i < n; i++) {
      neighbours += first[i] == first[i - 1] ? 1 : 0;
      keys += first[i] == second[i] ? 1 : 0;
    }
    double deviation = Math.sqrt(n * 0.25);
    assertEquals(n * 0.5, neighbours, 4 * deviation);
    assertEquals(n * 0.5, keys, 4 * deviation);
  }

  @Test
  void rateZeroChangesNothing() {
    float[] x = Floats.normal(1, 257);
    assertSameBits(x, apply(0, KEY, x), "y");
  }

  @Test
  void backwardDropsWhatForwardDropped() {
    float[] y = apply(0.3f, KEY, ones(4098));
    float[] dx = apply(0.3f, KEY, Floats.normal(1, 4098));
    float[] dy = Floats.normal(1, 4098);
    for (int i = 0; i < y.length; i++) {
      assertEquals(y[i] == 0 ? 0 : dy[i] * y[i], dx[i]);
    }
  }

  @Test
  void vectorsAndChunksHaveTheScalarBits() {
    for (int length : Floats.LENGTHS) {
      float[] x = Floats.normal(length, length);
      float[] oneByOne = new float[length];
      float[] halves = new float[length];
      for (int i = 0; i < length; i++) {
        DropoutMask.apply(0.4f, KEY, x, oneByOne, i, i + 1);
      }
      DropoutMask.apply(0.4f, KEY, x, halves, 0, length / 2);
      DropoutMask.apply(0.4f, KEY, x, halves, length / 2, length);
      assertSameBits(oneByOne, apply(0.4f, KEY, x), "whole of " + length);
      assertSameBits(oneByOne, halves, "halves of " + length);
    }
  }

  @Test
  void worksInPlaceAndWithinItsRange() {
    float[] x = Floats.normal(1, 100);
    float[] y = apply(0.5f, KEY, x);
    float[] inPlace = x.clone();
    DropoutMask.apply(0.5f, KEY, inPlace, inPlace, 3, 97);
    for (int i = 0; i < x.length; i++) {
      assertEquals(i < 3 || i >= 97 ? x[i] : y[i], inPlace[i]);
    }
  }

  /** A product would carry it on. */
  @Test
  void whatIsDroppedIsZeroEvenIfItWasNotANumber() {
    float[] x = new float[257];
    Arrays.fill(x, Float.NaN);
    float[] y = apply(0.5f, KEY, x);
    float[] mask = apply(0.5f, KEY, ones(257));
    for (int i = 0; i < y.length; i++) {
      assertEquals(mask[i] != 0, Float.isNaN(y[i]));
    }
  }
}
