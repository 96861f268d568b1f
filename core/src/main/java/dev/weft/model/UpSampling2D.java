package dev.weft.model;

/**
 * An image made larger by whole factors: (height, width, channels) to (height * size, width * size, channels). By
 * default each pixel becomes 2x2 equal ones. See <a
 * href="https://keras.io/api/layers/reshaping_layers/up_sampling2d/">Keras</a>.
 */
public record UpSampling2D(Size size, Interpolation interpolation) implements Layer {
  public static UpSampling2D of() {
    return of(Size.of(2));
  }

  public static UpSampling2D of(Size size) {
    return new UpSampling2D(size, Interpolation.NEAREST);
  }

  public UpSampling2D interpolation(Interpolation interpolation) {
    return new UpSampling2D(size, interpolation);
  }

  @Override
  public Shape outputShape(Shape input) {
    Checks.image("UpSampling2D", input);
    return Shape.of(
        Math.multiplyExact(input.size(0), size.height()),
        Math.multiplyExact(input.size(1), size.width()),
        input.last());
  }
}
