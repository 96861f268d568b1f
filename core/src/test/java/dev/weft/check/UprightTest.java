package dev.weft.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UprightTest {
  private static final byte[] UPRIGHT = {1, 2, 4, 9};

  /** The eight positions of four pixels. */
  @ParameterizedTest
  @CsvSource({"1,2,4,9", "2,1,9,4", "4,9,1,2", "9,4,2,1", "1,4,2,9", "4,1,9,2", "2,9,1,4", "9,2,4,1"})
  void eachPositionBecomesTheSame(byte a, byte b, byte c, byte d) {
    assertArrayEquals(UPRIGHT, Upright.of(new byte[] {a, b, c, d}, 2, 2, 1));
  }
}
