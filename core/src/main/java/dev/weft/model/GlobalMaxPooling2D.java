package dev.weft.model;

/**
 * The largest value over a whole image, channel by channel: (height, width, channels) to (channels,), or to (1, 1,
 * channels) with {@code keepdims}. Of several largest, the first has the gradient. See <a
 * href="https://keras.io/api/layers/pooling_layers/global_max_pooling2d/">Keras</a>.
 */
public record GlobalMaxPooling2D(boolean keepdims) implements Layer {
  public static GlobalMaxPooling2D of() {
    return new GlobalMaxPooling2D(false);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Checks.global("GlobalMaxPooling2D", input, keepdims);
  }
}
