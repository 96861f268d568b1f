package dev.weft.model;

/**
 * Changes nothing; in Keras's training it adds {@code l1 * sum|x| + l2 * sum x^2} to the loss, which Weft does not do:
 * it trains no network that has one, unless both are 0. Any shape. See <a
 * href="https://keras.io/api/layers/regularization_layers/activity_regularization/">Keras</a>.
 */
public record ActivityRegularization(double l1, double l2) implements Layer {
  public ActivityRegularization {
    Checks.notNegative("ActivityRegularization", "l1", l1);
    Checks.notNegative("ActivityRegularization", "l2", l2);
  }

  public static ActivityRegularization of() {
    return new ActivityRegularization(0, 0);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
