package dev.weft.engine;

import dev.weft.kernel.Product;

/**
 * A variable as an op sees it.
 *
 * @param gradient as long as the values and a panel more; null where nothing learns
 */
record Parameter(Variable variable, float[] gradient) {
  static Parameter of(Variable variable, boolean learns) {
    return new Parameter(variable, learns ? new float[variable.values().length + Product.WIDTH] : null);
  }

  float[] values() {
    return variable.values();
  }

  /** Whether the optimizer changes it. */
  boolean isTrained() {
    return gradient != null && variable.weight().trainable();
  }
}
