package dev.weft.nn;

/**
 * The average over a whole picture, channel by channel: (height, width, channels) to (channels,). See <a
 * href="https://keras.io/api/layers/pooling_layers/global_average_pooling2d/">Keras</a>.
 */
public record GlobalAveragePooling2D() implements Layer {
  public static GlobalAveragePooling2D of() {
    return new GlobalAveragePooling2D();
  }

  @Override
  public Shape outputShape(Shape input) {
    Checks.picture("GlobalAveragePooling2D", input);
    return Shape.of(input.last());
  }
}
