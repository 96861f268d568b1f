package dev.weft.model;

/**
 * In training multiplies each value by a random number of mean 1 and deviation {@code sqrt(rate / (1 - rate))}; in
 * inference changes nothing. Any shape (Srivastava et al., 2014). See <a
 * href="https://keras.io/api/layers/regularization_layers/gaussian_dropout/">Keras</a>.
 *
 * @param rate from 0 to below 1
 */
public record GaussianDropout(double rate) implements Layer {
  public GaussianDropout {
    Checks.fraction("GaussianDropout", "rate", rate);
  }

  public static GaussianDropout of(double rate) {
    return new GaussianDropout(rate);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
