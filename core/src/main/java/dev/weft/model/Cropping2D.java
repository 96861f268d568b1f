package dev.weft.model;

/**
 * An image without its border: (height, width, channels) to (height - top - bottom, width - left - right, channels). By
 * default nothing is cut. See <a href="https://keras.io/api/layers/reshaping_layers/cropping2d/">Keras</a>.
 */
public record Cropping2D(Sides cropping) implements Layer {
  public static Cropping2D of() {
    return new Cropping2D(Sides.of(0));
  }

  public static Cropping2D of(Sides cropping) {
    return new Cropping2D(cropping);
  }

  @Override
  public Shape outputShape(Shape input) {
    Checks.image("Cropping2D", input);
    long height = (long) input.size(0) - cropping.top() - cropping.bottom();
    long width = (long) input.size(1) - cropping.left() - cropping.right();
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Cropping2D must leave at least one row and one column; received "
              + SidesForm.pairs(cropping)
              + " for an input of shape "
              + input
              + ".");
    }
    return Shape.of((int) height, (int) width, input.last());
  }
}
