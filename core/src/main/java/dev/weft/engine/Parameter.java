package dev.weft.engine;

import dev.weft.kernel.Product;

/**
 * A variable as an op sees it.
 *
 * @param gradient as long as the values and a panel more; null where nothing learns
 * @param shared whether several calls of a layer have it, each with a gradient of its own
 */
record Parameter(Variable variable, float[] gradient, boolean shared) {
  static Parameter of(Variable variable, boolean learns) {
    return new Parameter(variable, learns ? gradient(variable) : null, false);
  }

  private static float[] gradient(Variable variable) {
    return new float[variable.values().length + Product.WIDTH];
  }

  /** The same variable with a gradient that is part of the whole. */
  Parameter ofLaterCall() {
    return new Parameter(variable, gradient(variable), true);
  }

  Parameter asShared() {
    return new Parameter(variable, gradient, true);
  }

  float[] values() {
    return variable.values();
  }

  /** Whether the optimizer changes it. */
  boolean isTrained() {
    return gradient != null && variable.weight().trainable();
  }

  /** Whether an op that has made its gradient may have it updated at once. */
  boolean canBeEarly() {
    return isTrained() && !shared;
  }
}
