package dev.weft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerTest {
  private static final Shape DENSE = Shape.of(300, 500);
  private static final Shape CONV = Shape.of(5, 3, 40, 200);

  private static float[] fill(Initializer initializer, Shape shape, long seed) {
    float[] values = new float[shape.elements()];
    initializer.fill(values, shape, SplitMix64.of(seed));
    return values;
  }

  /**
   * @param variance by Keras's formula
   * @param limit no value is beyond it
   */
  private record Case(Initializer initializer, Shape shape, double variance, double limit) {}

  private static Stream<Case> ofFans(Shape shape, double in, double out) {
    return Stream.of(
        uniform(new Initializer.GlorotUniform(), shape, 2 / (in + out)),
        normal(new Initializer.GlorotNormal(), shape, 2 / (in + out)),
        uniform(new Initializer.HeUniform(), shape, 2 / in),
        normal(new Initializer.HeNormal(), shape, 2 / in),
        uniform(new Initializer.LecunUniform(), shape, 1 / in),
        normal(new Initializer.LecunNormal(), shape, 1 / in));
  }

  private static Case uniform(Initializer initializer, Shape shape, double variance) {
    return new Case(initializer, shape, variance, Math.sqrt(3 * variance));
  }

  /** Cut at two of the standard deviations that it has before it is cut, which Keras makes 1 / 0.8796 larger. */
  private static Case normal(Initializer initializer, Shape shape, double variance) {
    return new Case(initializer, shape, variance, 2 * Math.sqrt(variance) / 0.87962566103423978);
  }

  static Stream<Case> cases() {
    Stream<Case> fixed =
        Stream.of(
            new Case(Initializer.RandomUniform.of(), DENSE, 0.1 * 0.1 / 12, 0.05),
            new Case(Initializer.RandomNormal.of(), DENSE, 0.05 * 0.05, Double.POSITIVE_INFINITY),
            new Case(Initializer.TruncatedNormal.of(), DENSE, Math.pow(0.05 * 0.87962566103423978, 2), 0.1));
    return Stream.of(ofFans(DENSE, 300, 500), ofFans(CONV, 5 * 3 * 40, 5 * 3 * 200), fixed).flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void meanVarianceAndRangeAreKeras(Case c) {
    float[] values = fill(c.initializer, c.shape, 1);
    double mean = 0;
    double square = 0;
    double largest = 0;
    for (float value : values) {
      mean += value / values.length;
      square += (double) value * value / values.length;
      largest = Math.max(largest, Math.abs(value));
    }
    double deviation = Math.sqrt(c.variance);
    assertEquals(0, mean, 4 * deviation / Math.sqrt(values.length));
    assertEquals(1, square / c.variance, 0.02);
    assertTrue(largest <= c.limit * (1 + 1e-6), largest + " is beyond " + c.limit);
    assertTrue(largest > (c.limit < 1e9 ? 0.99 * c.limit : 4 * deviation), largest + " is far from " + c.limit);
  }

  @Test
  void valuesAreSpreadAsTheirDistributionSays() {
    float[] uniform = fill(new Initializer.RandomUniform(2, 6), DENSE, 1);
    float[] normal = fill(new Initializer.RandomNormal(3, 2), DENSE, 1);
    float[] truncated = fill(new Initializer.TruncatedNormal(3, 2), DENSE, 1);
    assertEquals(0.25, share(uniform, 2, 3), 0.005);
    assertEquals(0.25, share(uniform, 5, 6), 0.005);
    assertEquals(0.6827, share(normal, 1, 5), 0.005);
    assertEquals(0.9545, share(normal, -1, 7), 0.003);
    assertEquals(0.6827 / 0.9545, share(truncated, 1, 5), 0.005);
    assertEquals(1, share(truncated, -1, 7));
  }

  private static double share(float[] values, double from, double to) {
    int inside = 0;
    for (float value : values) {
      inside += value >= from && value <= to ? 1 : 0;
    }
    return (double) inside / values.length;
  }

  @Test
  void theSameSeedGivesTheSameValuesAndAnotherSeedOthers() {
    for (Initializer initializer :
        List.of(Initializer.GLOROT_UNIFORM, new Initializer.HeNormal(), Initializer.RandomNormal.of())) {
      float[] values = fill(initializer, DENSE, 1);
      assertArrayEquals(values, fill(initializer, DENSE, 1));
      assertFalse(Arrays.equals(values, fill(initializer, DENSE, 2)));
    }
  }

  @Test
  void constantsAreConstant() {
    Shape shape = Shape.of(3);
    assertArrayEquals(new float[] {0, 0, 0}, fill(Initializer.ZEROS, shape, 1));
    assertArrayEquals(new float[] {1, 1, 1}, fill(Initializer.ONES, shape, 1));
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f}, fill(new Initializer.Constant(0.5), shape, 1));
  }

  @Test
  void aVectorsFansAreBothItsLength() {
    float limit = (float) Math.sqrt(6.0 / 2000);
    float[] values = fill(Initializer.GLOROT_UNIFORM, Shape.of(1000), 1);
    for (float value : values) {
      assertTrue(Math.abs(value) <= limit);
    }
    assertTrue(share(values, -0.99 * limit, 0.99 * limit) < 1);
  }
}
