package dev.weft.model;

/**
 * One array of numbers that a layer owns.
 *
 * @param name as Keras calls it within its layer: {@code kernel}, {@code bias}, {@code gamma}, ...
 * @param trainable whether the optimizer changes it
 */
public record Weight(String name, Shape shape, Initializer initializer, Regularizer regularizer, boolean trainable) {
  static Weight of(String name, Shape shape, Initializer initializer, Regularizer regularizer) {
    return new Weight(name, shape, initializer, regularizer, true);
  }

  /** The same, left as it is by training, and so without a penalty. */
  Weight frozen() {
    return new Weight(name, shape, initializer, Regularizer.NONE, false);
  }
}
