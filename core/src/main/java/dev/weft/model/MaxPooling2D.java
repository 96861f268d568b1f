package dev.weft.model;

/**
 * The largest value of each window, channel by channel.
 *
 * <p>Input (height, width, channels) to (windows down, windows across, channels). By default 2x2 windows, strides as
 * large as the window, valid padding. See <a
 * href="https://keras.io/api/layers/pooling_layers/max_pooling2d/">Keras</a>.
 *
 * @param strides the step from one window to the next; null means as large as the window
 */
public record MaxPooling2D(Size poolSize, Size strides, Padding padding) implements Layer {
  public MaxPooling2D {
    strides = strides == null ? poolSize : strides;
  }

  public static MaxPooling2D of() {
    return of(2);
  }

  public static MaxPooling2D of(int poolSize) {
    return of(Size.of(poolSize));
  }

  public static MaxPooling2D of(Size poolSize) {
    return new MaxPooling2D(poolSize, null, Padding.VALID);
  }

  public static MaxPooling2D of(int poolSize, int strides) {
    return new MaxPooling2D(Size.of(poolSize), Size.of(strides), Padding.VALID);
  }

  public MaxPooling2D padding(Padding padding) {
    return new MaxPooling2D(poolSize, strides, padding);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Checks.slide("MaxPooling2D", input, poolSize, strides, padding, input.last());
  }
}
