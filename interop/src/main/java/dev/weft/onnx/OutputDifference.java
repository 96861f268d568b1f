package dev.weft.onnx;

/**
 * How far outputs are from those that are expected; two that are NaN do not differ.
 *
 * @param most the largest difference of two numbers
 * @param largest the largest expected number without its sign; 0 where all are NaN
 */
public record OutputDifference(double most, double largest) {
  /** Of as many numbers each. */
  public static OutputDifference of(float[] expected, float[] found) {
    double most = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      boolean isSame = Float.floatToIntBits(expected[i]) == Float.floatToIntBits(found[i]);
      most = isSame ? most : Math.max(most, Math.abs((double) expected[i] - found[i]));
      largest = Float.isNaN(expected[i]) ? largest : Math.max(largest, Math.abs(expected[i]));
    }
    return new OutputDifference(most, largest);
  }
}
