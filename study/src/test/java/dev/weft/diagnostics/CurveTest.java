package dev.weft.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void aLineHasNoNoise() {
    assertEquals(0, Curve.noise(new double[] {5, 4, 3, 2, 1, 0, -1, -2}), 1e-12);
  }

  @Test
  void noiseBesideALineIsItsStandardDeviation() {
    Random random = new Random(1);
    double[] values = IntStream.range(0, 4_000).mapToDouble(t -> -0.3 * t + 0.02 * random.nextGaussian()).toArray();
    assertEquals(0.02, Curve.noise(values), 0.001);
  }

  @Test
  void onlyTheLastHalfCounts() {
    double[] values = IntStream.range(0, 40).mapToDouble(t -> t < 20 ? t % 2 : 0).toArray();
    assertEquals(0, Curve.noise(values), 1e-12);
  }

  @Test
  void thereAreAtLeastSixEpochsInThatHalf() {
    assertEquals(Math.sqrt(1 / 6.0 / 4), Curve.noise(new double[] {9, 9, 1, 0, 0, 0, 0, 0}), 1e-12);
  }

  @Test
  void threeEpochsAreOneBend() {
    assertEquals(Math.sqrt(4 / 6.0), Curve.noise(new double[] {1, 0, 1}), 1e-12);
  }

  @Test
  void theLastMeanAndTheLeast() {
    assertEquals(2.5, Curve.lastMean(new double[] {7, 1, 2, 3}, 2));
    assertEquals(1, Curve.least(new double[] {7, 1, 2, 1}));
  }
}
