package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {
  /** What TensorFlow's guide to "SAME" padding gives for these. */
  @ParameterizedTest
  @CsvSource({
    "5, 3, 1, 5, 1, 1",
    "5, 2, 1, 5, 0, 1",
    "6, 3, 2, 3, 0, 1",
    "5, 3, 2, 3, 1, 1",
    "13, 6, 5, 3, 1, 2",
    "28, 5, 1, 28, 2, 2",
    "5, 2, 3, 2, 0, 0",
    "2, 5, 1, 2, 2, 2",
    "7, 1, 1, 7, 0, 0"
  })
  void sameAddsZerosEvenlyAndTheOddOneLast(int in, int window, int stride, int windows, int before, int after) {
    assertEquals(windows, Padding.SAME.windows(in, window, stride));
    assertEquals(before, Padding.SAME.before(in, window, stride));
    assertEquals(before + after, Padding.SAME.total(in, window, stride));
  }

  @ParameterizedTest
  @CsvSource({"28, 3, 1, 26", "24, 3, 2, 11", "11, 3, 2, 5", "5, 5, 1, 1", "13, 6, 5, 2", "13, 2, 2, 6"})
  void validStaysInside(int in, int window, int stride, int windows) {
    assertEquals(windows, Padding.VALID.windows(in, window, stride));
    assertEquals(0, Padding.VALID.before(in, window, stride));
    assertEquals(0, Padding.VALID.total(in, window, stride));
  }

  @Test
  void everyWindowHasARealPixelAndTheNextOneWouldNotFit() {
    for (Padding padding : Padding.values()) {
      for (int in = 1; in <= 12; in++) {
        for (int window = 1; window <= (padding == Padding.SAME ? 12 : in); window++) {
          for (int stride = 1; stride <= 5; stride++) {
            int last = (padding.windows(in, window, stride) - 1) * stride - padding.before(in, window, stride);
            int end = in + padding.total(in, window, stride) - padding.before(in, window, stride);
            assertTrue(last < in && last + window > 0);
            assertTrue(last + window <= end);
            assertTrue(padding == Padding.SAME || last + stride + window > in);
          }
        }
      }
    }
  }
}
