package dev.weft.model;

/**
 * Zeros around an image: (height, width, channels) to (top + height + bottom, left + width + right, channels). By
 * default one on each side. See <a href="https://keras.io/api/layers/reshaping_layers/zero_padding2d/">Keras</a>.
 */
public record ZeroPadding2D(Sides padding) implements Layer {
  public static ZeroPadding2D of() {
    return new ZeroPadding2D(Sides.of(1));
  }

  public static ZeroPadding2D of(Sides padding) {
    return new ZeroPadding2D(padding);
  }

  @Override
  public Shape outputShape(Shape input) {
    Checks.image("ZeroPadding2D", input);
    return Shape.of(
        Math.addExact(input.size(0), Math.addExact(padding.top(), padding.bottom())),
        Math.addExact(input.size(1), Math.addExact(padding.left(), padding.right())),
        input.last());
  }
}
