package dev.weft.model;

/**
 * In training sets a whole sample to 0 with probability {@code dropPathRate} and multiplies the others by {@code 1 / (1
 * - dropPathRate)}; in inference changes nothing. Any shape (Huang et al., 2016). It is the layer of ConvNeXt in <a
 * href="https://keras.io/api/applications/convnext/">Keras's applications</a>; other networks write {@link Dropout}
 * with a {@link NoiseShape}.
 *
 * @param dropPathRate from 0 to below 1
 */
public record StochasticDepth(double dropPathRate) implements Layer {
  public StochasticDepth {
    Checks.fraction("StochasticDepth", "drop_path_rate", dropPathRate);
  }

  public static StochasticDepth of(double dropPathRate) {
    return new StochasticDepth(dropPathRate);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
