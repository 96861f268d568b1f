package dev.weft.model;

/**
 * In training sets each value to SELU's lowest, {@code m = -1.7581}, with probability {@code rate}, then turns x into
 * {@code a x + b} with {@code a = ((1 - rate) (1 + rate m^2))^-1/2} and {@code b = -a m rate}, which keeps mean and
 * variance; in inference changes nothing. Any shape (Klambauer et al., 2017). See <a
 * href="https://keras.io/api/layers/regularization_layers/alpha_dropout/">Keras</a>.
 *
 * @param rate from 0 to below 1
 */
public record AlphaDropout(double rate) implements Layer {
  public AlphaDropout {
    Checks.fraction("AlphaDropout", "rate", rate);
  }

  public static AlphaDropout of(double rate) {
    return new AlphaDropout(rate);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
