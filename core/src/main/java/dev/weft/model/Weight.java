package dev.weft.model;

/**
 * One array of numbers that a layer owns. It falls into units, each of which leads to one number of the layer's output
 * in one place, such as a channel of a convolution: number i belongs to unit {@code i / apart % units}.
 *
 * @param name as Keras calls it within its layer: {@code kernel}, {@code bias}, {@code gamma}, ...
 * @param trainable whether the optimizer changes it
 * @param units how many there are; by default as many as the last axis is long, and of a single axis 1
 * @param apart how far a unit's numbers lie from those of the next; by default 1
 */
public record Weight(
    String name,
    Shape shape,
    Initializer initializer,
    Regularizer regularizer,
    boolean trainable,
    int units,
    int apart) {
  public Weight(String name, Shape shape, Initializer initializer, Regularizer regularizer, boolean trainable) {
    this(name, shape, initializer, regularizer, trainable, shape.rank() > 1 ? shape.last() : 1, 1);
  }

  static Weight of(String name, Shape shape, Initializer initializer, Regularizer regularizer) {
    return new Weight(name, shape, initializer, regularizer, true);
  }

  /** The same, left as it is by training, and so without a penalty. */
  Weight frozen() {
    return new Weight(name, shape, initializer, Regularizer.NONE, false, units, apart);
  }

  /** The same in other units. */
  Weight units(int units, int apart) {
    return new Weight(name, shape, initializer, regularizer, trainable, units, apart);
  }
}
