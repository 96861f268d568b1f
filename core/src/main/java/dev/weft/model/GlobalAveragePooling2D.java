package dev.weft.model;

/**
 * The average over a whole image, channel by channel: (height, width, channels) to (channels,), or to (1, 1, channels)
 * with {@code keepdims}. See <a href="https://keras.io/api/layers/pooling_layers/global_average_pooling2d/">Keras</a>.
 */
public record GlobalAveragePooling2D(boolean keepdims) implements Layer {
  public static GlobalAveragePooling2D of() {
    return new GlobalAveragePooling2D(false);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Checks.global("GlobalAveragePooling2D", input, keepdims);
  }
}
