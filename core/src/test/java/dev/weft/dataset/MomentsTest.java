package dev.weft.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MomentsTest {
  private static double correlation(byte[] a, byte[] b) {
    return Moments.of(a).correlation(a, b);
  }

  @Test
  void theNormIsOfTheDifferencesFromTheMean() {
    Moments moments = Moments.of(new byte[] {1, 3, (byte) 200, (byte) 196});
    assertEquals(100, moments.mean());
    assertEquals(Math.sqrt(99 * 99 + 97 * 97 + 100 * 100 + 96 * 96), moments.norm(), 1e-9);
  }

  @Test
  void anImageCorrelatesByOneWithItselfBrighterAndWithMoreContrast() {
    byte[] image = {0, 10, 20, 60};
    assertEquals(1, correlation(image, image), 1e-12);
    assertEquals(1, correlation(image, new byte[] {7, 37, 67, (byte) 187}), 1e-12);
    assertEquals(-1, correlation(image, new byte[] {60, 50, 40, 0}), 1e-12);
  }

  @Test
  void whatHasOneColourCorrelatesWithNothing() {
    assertEquals(0, Moments.of(new byte[] {9, 9}).norm());
    assertTrue(Double.isNaN(correlation(new byte[] {9, 9}, new byte[] {1, 2})));
  }
}
