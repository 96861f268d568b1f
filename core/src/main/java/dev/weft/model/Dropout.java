package dev.weft.model;

import dev.weft.config.Shorthand;

/**
 * In training sets each value to 0 with probability {@code rate} and multiplies the others by {@code 1 / (1 - rate)};
 * in inference changes nothing. Any shape (Srivastava et al., 2014). By default each value is dropped by itself. See <a
 * href="https://keras.io/api/layers/regularization_layers/dropout/">Keras</a>.
 *
 * @param rate from 0 to below 1
 * @param noiseShape which values are dropped together; null for none
 */
public record Dropout(@Shorthand double rate, NoiseShape noiseShape) implements Layer {
  public Dropout {
    Checks.fraction("Dropout", "rate", rate);
  }

  public static Dropout of(double rate) {
    return new Dropout(rate, null);
  }

  public Dropout noiseShape(NoiseShape noiseShape) {
    return new Dropout(rate, noiseShape);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (noiseShape != null) {
      noiseShape.requireFits("Dropout", input);
    }
    return input;
  }
}
