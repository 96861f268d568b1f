package dev.weft.train;

/**
 * A weight and its average.
 *
 * @param weight the array that the model has
 * @param average as long
 */
record WeightPair(float[] weight, float[] average) {
  /** With the weight itself for its average. */
  static WeightPair of(float[] weight) {
    return new WeightPair(weight, weight.clone());
  }

  /** {@code average = momentum * average + (1 - momentum) * weight}. */
  void follow(float momentum) {
    for (int i = 0; i < weight.length; i++) {
      average[i] = momentum * average[i] + (1 - momentum) * weight[i];
    }
  }

  /**
   * Makes the weight one of those averaged.
   *
   * @param count how many there were before
   */
  void add(int count) {
    for (int i = 0; i < weight.length; i++) {
      average[i] = count == 0 ? weight[i] : average[i] + (weight[i] - average[i]) / (count + 1);
    }
  }

  /** The average takes the weight's place, and the weight the average's. */
  void exchange() {
    for (int i = 0; i < weight.length; i++) {
      float kept = weight[i];
      weight[i] = average[i];
      average[i] = kept;
    }
  }

  /** The average takes the weight's place. */
  void take() {
    System.arraycopy(average, 0, weight, 0, weight.length);
  }
}
