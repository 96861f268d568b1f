package dev.weft.outlier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ClassDistanceTest {
  private static final float[][] MEANS = {{0, 0, 1}};
  private static final float[][] DIRECTIONS = {{1, 0, 0}};
  private static final double[] VARIANCES = {2};

  private static ClassDistance of(float[][] means, float[][] directions, double... variances) {
    return new ClassDistance(new ClassDistance.Fit(true, 1, means, directions, variances, 1));
  }

  @Test
  void numbersThatDoNotFitEachOtherAreRefused() {
    assertEquals(2, of(MEANS, DIRECTIONS, VARIANCES).size());
    assertThrows(IllegalArgumentException.class, () -> of(new float[0][], DIRECTIONS, VARIANCES));
    assertThrows(IllegalArgumentException.class, () -> of(new float[][] {{}}, new float[][] {{}}, VARIANCES));
    assertThrows(IllegalArgumentException.class, () -> of(MEANS, new float[][] {{1, 0}}, VARIANCES));
    assertThrows(IllegalArgumentException.class, () -> of(MEANS, DIRECTIONS));
    assertThrows(IllegalArgumentException.class, () -> of(MEANS, DIRECTIONS, 0));
    assertThrows(IllegalArgumentException.class, () -> of(new float[][] {{0, 0, Float.NaN}}, DIRECTIONS, VARIANCES));
  }
}
