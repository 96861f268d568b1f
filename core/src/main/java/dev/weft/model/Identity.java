package dev.weft.model;

/** Changes nothing. Any shape. See <a href="https://keras.io/api/layers/core_layers/identity/">Keras</a>. */
public record Identity() implements Layer {
  public static Identity of() {
    return new Identity();
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
