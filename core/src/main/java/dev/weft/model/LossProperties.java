package dev.weft.model;

/**
 * What a loss is unless its kind says otherwise. It is an interface of its own as Java loads one with such methods
 * before each of its kinds: were they {@link Loss}'s, whose constants are of these kinds, two threads could wait for
 * each other for ever.
 */
sealed interface LossProperties permits Loss {
  /** Whether the outputs are scores from before the softmax or sigmoid. */
  default boolean fromLogits() {
    return false;
  }

  /** How much of each target is spread evenly over all outputs, from 0 to 1. */
  default double labelSmoothing() {
    return 0;
  }

  /** Whether a single output can stand for two classes: the loss has a sum or mean over outputs that may be one. */
  default boolean takesOneOutput() {
    return true;
  }

  /** Whether the outputs are scores around 0, so that a single one above 0 is the second of two classes. */
  default boolean takesMargins() {
    return false;
  }

  /**
   * Looks whether the loss fits a network.
   *
   * @throws IllegalArgumentException if it has weights of classes, and not one for each output
   */
  default void check(int outputs) {}
}
