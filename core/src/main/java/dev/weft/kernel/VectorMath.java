package dev.weft.kernel;

import static dev.weft.kernel.Lanes.F;
import static dev.weft.kernel.ScalarMath.HIGHEST;
import static dev.weft.kernel.ScalarMath.LN2_HIGH;
import static dev.weft.kernel.ScalarMath.LN2_LOW;
import static dev.weft.kernel.ScalarMath.LOG2_E;
import static dev.weft.kernel.ScalarMath.LOWEST;
import static dev.weft.kernel.ScalarMath.NORMAL_T;
import static dev.weft.kernel.ScalarMath.ROUND;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Exponential functions of vectors, as exact as {@link ScalarMath} and with its bits. The JDK's own lane-wise ones give
 * other bits before a method is compiled than after, so that a run could not be repeated; these are made of exactly
 * rounded operations only.
 */
final class VectorMath {
  private VectorMath() {}

  static FloatVector exp(FloatVector x) {
    FloatVector z = x.min(HIGHEST).max(LOWEST);
    FloatVector rounded = z.mul(LOG2_E).add(ROUND);
    FloatVector scale = powerOfTwo(rounded);
    return scale.fma(fraction(z, rounded.sub(ROUND)), scale);
  }

  static FloatVector expm1(FloatVector x) {
    FloatVector z = x.min(HIGHEST).max(LOWEST);
    FloatVector rounded = z.mul(LOG2_E).add(ROUND);
    FloatVector scale = powerOfTwo(rounded);
    return scale.fma(fraction(z, rounded.sub(ROUND)), scale.sub(1));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector e = expm1(x.abs().min(10).mul(2));
    FloatVector magnitude = e.div(e.add(2));
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return magnitude.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  static FloatVector sigmoid(FloatVector x) {
    return FloatVector.broadcast(F, 1).div(exp(x.neg()).add(1));
  }

  static FloatVector bell(FloatVector x) {
    return exp(x.mul(x).mul(-0.5f));
  }

  static FloatVector normalCdf(FloatVector x, FloatVector bell) {
    FloatVector one = FloatVector.broadcast(F, 1);
    FloatVector t = one.div(x.abs().mul(NORMAL_T).add(1));
    FloatVector sum = t.fma(FloatVector.broadcast(F, -0.141869187f), FloatVector.broadcast(F, 0.499770045f));
    sum = t.fma(sum, FloatVector.broadcast(F, -0.411201924f));
    sum = t.fma(sum, FloatVector.broadcast(F, 0.45811215f));
    sum = t.fma(sum, FloatVector.broadcast(F, 0.0228454135f));
    sum = t.fma(sum, FloatVector.broadcast(F, 0.206681386f));
    sum = t.fma(sum, FloatVector.broadcast(F, 0.180600554f));
    sum = t.fma(sum, FloatVector.broadcast(F, 0.185061648f));
    FloatVector tail = t.mul(sum).mul(bell).mul(0.5f);
    return tail.blend(one.sub(tail), x.compare(VectorOperators.GT, 0));
  }

  private static FloatVector powerOfTwo(FloatVector rounded) {
    return rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(0x3f800000).reinterpretAsFloats();
  }

  private static FloatVector fraction(FloatVector z, FloatVector n) {
    FloatVector low = FloatVector.broadcast(F, -LN2_LOW);
    FloatVector high = FloatVector.broadcast(F, -LN2_HIGH);
    FloatVector r = n.fma(low, n.fma(high, z));
    FloatVector p = FloatVector.broadcast(F, 1f / 5040);
    p = p.fma(r, FloatVector.broadcast(F, 1f / 720));
    p = p.fma(r, FloatVector.broadcast(F, 1f / 120));
    p = p.fma(r, FloatVector.broadcast(F, 1f / 24));
    p = p.fma(r, FloatVector.broadcast(F, 1f / 6));
    p = p.fma(r, FloatVector.broadcast(F, 0.5f));
    return p.mul(r).fma(r, r);
  }
}
