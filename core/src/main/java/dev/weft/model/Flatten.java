package dev.weft.model;

/**
 * All values of a sample in one row: (a, b, ...) to (a*b*...,). See <a
 * href="https://keras.io/api/layers/reshaping_layers/flatten/">Keras</a>.
 */
public record Flatten() implements Layer {
  public static Flatten of() {
    return new Flatten();
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(input.elements());
  }
}
