package dev.weft.model;

/**
 * In training sets each value to 0 with probability {@code rate} and multiplies the others by {@code 1 / (1 - rate)};
 * in inference changes nothing. Any shape (Srivastava et al., 2014). See <a
 * href="https://keras.io/api/layers/regularization_layers/dropout/">Keras</a>.
 *
 * @param rate from 0 to below 1
 */
public record Dropout(double rate) implements Layer {
  public Dropout {
    Checks.fraction("Dropout", "rate", rate);
  }

  public static Dropout of(double rate) {
    return new Dropout(rate);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
