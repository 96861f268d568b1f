package dev.weft.model;

/**
 * {@link Dropout} of whole channels: all values of a channel are kept, or all are set to 0. Input (steps, channels)
 * (Tompson et al., 2014). See <a href="https://keras.io/api/layers/regularization_layers/spatial_dropout1d/">Keras</a>.
 *
 * @param rate from 0 to below 1
 */
public record SpatialDropout1D(double rate) implements Layer {
  public SpatialDropout1D {
    Checks.fraction("SpatialDropout1D", "rate", rate);
  }

  public static SpatialDropout1D of(double rate) {
    return new SpatialDropout1D(rate);
  }

  @Override
  public Shape outputShape(Shape input) {
    Checks.rank("SpatialDropout1D", input, 2, "(steps, channels)");
    return input;
  }
}
