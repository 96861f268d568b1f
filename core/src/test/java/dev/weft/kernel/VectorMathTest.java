package dev.weft.kernel;

import static dev.weft.kernel.Floats.assertSameBits;

import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@EveryWidth
@DisabledIfSystemProperty(named = "weft.lanes", matches = "scalar", disabledReason = "there are no vectors")
class VectorMathTest {
  private static final int STRIDE = 4093;

  private interface Scalar {
    float of(float x);
  }

  /** Over floats of every sign and size, infinities and NaN among them. */
  private static void assertSame(Scalar scalar, UnaryOperator<FloatVector> vector) {
    int lanes = Lanes.L;
    float[] specials = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.NaN, 1 / 0f, -1 / 0f, 88.37626f, -87.33654f};
    float[] x = new float[((1 << 20) / lanes + 1) * lanes];
    for (int i = 0; i < x.length; i++) {
      x[i] = i < specials.length ? specials[i] : Float.intBitsToFloat(i * STRIDE);
    }
    float[] expected = new float[x.length];
    float[] actual = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      expected[i] = scalar.of(x[i]);
    }
    for (int i = 0; i < x.length; i += lanes) {
      vector.apply(FloatVector.fromArray(Lanes.F, x, i)).intoArray(actual, i);
    }
    assertSameBits(expected, actual, "y");
  }

  @Test
  void expHasTheScalarBits() {
    assertSame(ScalarMath::exp, VectorMath::exp);
  }

  @Test
  void expm1HasTheScalarBits() {
    assertSame(ScalarMath::expm1, VectorMath::expm1);
  }

  @Test
  void tanhHasTheScalarBits() {
    assertSame(ScalarMath::tanh, VectorMath::tanh);
  }

  @Test
  void sigmoidHasTheScalarBits() {
    assertSame(ScalarMath::sigmoid, VectorMath::sigmoid);
  }

  @Test
  void theNormalDistributionHasTheScalarBits() {
    assertSame(ScalarMath::bell, VectorMath::bell);
    assertSame(x -> ScalarMath.normalCdf(x, ScalarMath.bell(x)), x -> VectorMath.normalCdf(x, VectorMath.bell(x)));
  }
}
