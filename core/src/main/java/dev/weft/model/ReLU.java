package dev.weft.model;

/**
 * {@code maxValue} from {@code maxValue} on; {@code x} from {@code threshold} on; else {@code negativeSlope * (x -
 * threshold)}. Any shape. By default {@code max(0, x)}. See <a
 * href="https://keras.io/api/layers/activation_layers/relu/">Keras</a>.
 *
 * @param maxValue infinite (null in Keras) for no limit
 */
public record ReLU(double maxValue, double negativeSlope, double threshold) implements Layer {
  public ReLU {
    if (!(maxValue >= 0 && negativeSlope >= 0 && threshold >= 0)) {
      throw new IllegalArgumentException(
          "ReLU: 'max_value', 'negative_slope' and 'threshold' must be 0 or more; received "
              + maxValue
              + ", "
              + negativeSlope
              + " and "
              + threshold
              + ".");
    }
  }

  public static ReLU of() {
    return new ReLU(Double.POSITIVE_INFINITY, 0, 0);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
