package dev.weft.model;

/**
 * The average value of each window, channel by channel. Padding does not count: the sum is divided by the pixels that
 * are really there.
 *
 * <p>Input (height, width, channels) to (windows down, windows across, channels). By default 2x2 windows, strides as
 * large as the window, valid padding. See <a
 * href="https://keras.io/api/layers/pooling_layers/average_pooling2d/">Keras</a>.
 *
 * @param strides the step from one window to the next; null means as large as the window
 */
public record AveragePooling2D(Size poolSize, Size strides, Padding padding) implements Layer {
  public AveragePooling2D {
    strides = strides == null ? poolSize : strides;
  }

  public static AveragePooling2D of() {
    return of(2);
  }

  public static AveragePooling2D of(int poolSize) {
    return of(Size.of(poolSize));
  }

  public static AveragePooling2D of(Size poolSize) {
    return new AveragePooling2D(poolSize, null, Padding.VALID);
  }

  public static AveragePooling2D of(int poolSize, int strides) {
    return new AveragePooling2D(Size.of(poolSize), Size.of(strides), Padding.VALID);
  }

  public AveragePooling2D padding(Padding padding) {
    return new AveragePooling2D(poolSize, strides, padding);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Checks.slide("AveragePooling2D", input, poolSize, strides, padding, input.last());
  }
}
