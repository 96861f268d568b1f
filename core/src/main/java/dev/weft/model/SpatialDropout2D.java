package dev.weft.model;

/**
 * {@link Dropout} of whole channels: all values of a channel are kept, or all are set to 0. Input (height, width,
 * channels) (Tompson et al., 2014). See <a
 * href="https://keras.io/api/layers/regularization_layers/spatial_dropout2d/">Keras</a>.
 *
 * @param rate from 0 to below 1
 */
public record SpatialDropout2D(double rate) implements Layer {
  public SpatialDropout2D {
    Checks.fraction("SpatialDropout2D", "rate", rate);
  }

  public static SpatialDropout2D of(double rate) {
    return new SpatialDropout2D(rate);
  }

  @Override
  public Shape outputShape(Shape input) {
    Checks.rank("SpatialDropout2D", input, 3, "(height, width, channels)");
    return input;
  }
}
