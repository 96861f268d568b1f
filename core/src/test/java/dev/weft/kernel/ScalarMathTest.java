package dev.weft.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ScalarMathTest {
  /** Steps over the floats' bits: about four million of them, of every sign and size. */
  private static final int STRIDE = 1013;

  private interface Function {
    float of(float x);
  }

  private static void assertWithin(
      double ulps, Function function, DoubleUnaryOperator exact, float lowest, float highest) {
    for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      if (x >= lowest && x <= highest) {
        double expected = exact.applyAsDouble(x);
        double error = Math.abs(function.of(x) - expected) / Math.ulp((float) expected);
        assertTrue(error <= ulps, error + " units in the last place at " + x);
      }
    }
  }

  private static double exactSigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  @Test
  void expIsWithinItsBound() {
    assertWithin(1.1, ScalarMath::exp, StrictMath::exp, ScalarMath.LOWEST, ScalarMath.HIGHEST);
  }

  @Test
  void expm1IsWithinItsBound() {
    assertWithin(1.8, ScalarMath::expm1, StrictMath::expm1, Float.NEGATIVE_INFINITY, ScalarMath.HIGHEST);
  }

  @Test
  void tanhIsWithinItsBound() {
    assertWithin(2.6, ScalarMath::tanh, StrictMath::tanh, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  }

  @Test
  void sigmoidIsWithinItsBound() {
    assertWithin(2.6, ScalarMath::sigmoid, ScalarMathTest::exactSigmoid, -87, Float.POSITIVE_INFINITY);
  }

  @Test
  void softplusIsRoundedToTheNearest() {
    DoubleUnaryOperator exact = x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    assertWithin(0.501, ScalarMath::softplus, exact, -87, Float.MAX_VALUE);
  }

  private static float cdf(float x) {
    return ScalarMath.normalCdf(x, ScalarMath.bell(x));
  }

  @Test
  void normalCdfIsWithinItsBound() {
    // P(X <= x) from tables to ten digits
    double[][] known = {
      {0, 0.5}, {0.5, 0.6914624613}, {1, 0.8413447461}, {1.5, 0.9331927987}, {2, 0.9772498681}, {3, 0.9986501020}
    };
    for (double[] row : known) {
      assertEquals(row[1], cdf((float) row[0]), 3e-7);
      assertEquals(1 - row[1], cdf((float) -row[0]), 3e-7 * (1 - row[1]) + 1e-10);
    }
  }

  @Test
  void farOutValuesAreTheNearestToTheLimits() {
    assertEquals(1.1754997e-38f, ScalarMath.exp(Float.NEGATIVE_INFINITY), 1e-44f);
    assertTrue(ScalarMath.exp(Float.POSITIVE_INFINITY) > 2.4e38f);
    assertEquals(-1, ScalarMath.expm1(Float.NEGATIVE_INFINITY));
    assertEquals(1, ScalarMath.tanh(Float.POSITIVE_INFINITY));
    assertEquals(-1, ScalarMath.tanh(Float.NEGATIVE_INFINITY));
    assertEquals(1, ScalarMath.sigmoid(Float.POSITIVE_INFINITY));
    assertEquals(0, ScalarMath.sigmoid(Float.NEGATIVE_INFINITY), 4.2e-39f);
    assertEquals(0, ScalarMath.sigmoid(-100), 4.2e-39f);
    assertEquals(Float.POSITIVE_INFINITY, ScalarMath.softplus(Float.POSITIVE_INFINITY));
    assertEquals(0, ScalarMath.softplus(Float.NEGATIVE_INFINITY));
  }

  @Test
  void zerosKeepTheirSignAndDenormalsTheirValue() {
    assertEquals(1, ScalarMath.exp(-0f));
    assertEquals(0.5f, ScalarMath.sigmoid(-0f));
    assertEquals(Float.floatToIntBits(-0f), Float.floatToIntBits(ScalarMath.tanh(-0f)));
    assertEquals(Float.MIN_VALUE, ScalarMath.tanh(Float.MIN_VALUE));
    assertEquals(-Float.MIN_VALUE, ScalarMath.expm1(-Float.MIN_VALUE));
  }

  @Test
  void notANumberGoesThrough() {
    for (Function function :
        new Function[] {
          ScalarMath::exp,
          ScalarMath::expm1,
          ScalarMath::tanh,
          ScalarMath::sigmoid,
          ScalarMath::softplus,
          ScalarMathTest::cdf
        }) {
      assertTrue(Float.isNaN(function.of(Float.NaN)));
    }
  }
}
