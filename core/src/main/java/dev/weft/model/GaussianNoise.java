package dev.weft.model;

/**
 * In training adds to each value a random number of mean 0 and deviation {@code stddev}; in inference changes nothing.
 * Any shape. See <a href="https://keras.io/api/layers/regularization_layers/gaussian_noise/">Keras</a>.
 *
 * @param stddev 0 or more
 */
public record GaussianNoise(double stddev) implements Layer {
  public GaussianNoise {
    Checks.notNegative("GaussianNoise", "stddev", stddev);
  }

  public static GaussianNoise of(double stddev) {
    return new GaussianNoise(stddev);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
