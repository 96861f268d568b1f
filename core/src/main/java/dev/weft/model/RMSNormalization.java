package dev.weft.model;

import java.util.List;

/**
 * {@code y = scale * x / sqrt(mean(x^2) + epsilon)} with the mean of each sample along its last axis or axes.
 *
 * <p>Any shape; scale has the input's sizes along the axes and starts from 1. By default the last axis, epsilon 1e-6
 * (Zhang and Sennrich, 2019). See <a
 * href="https://keras.io/api/layers/normalization_layers/rms_normalization/">Keras</a>.
 *
 * @param axis the axes along which is normalized, counted from 1 (0 is the batch), or from -1 backwards; they must be
 *     the last ones, as Keras multiplies those by scale whatever the axes are
 */
public record RMSNormalization(List<Integer> axis, double epsilon) implements Layer {
  public RMSNormalization {
    axis = List.copyOf(axis);
    Checks.notNegative("RMSNormalization", "epsilon", epsilon);
  }

  public static RMSNormalization of() {
    return new RMSNormalization(List.of(-1), 1e-6);
  }

  public RMSNormalization axis(Integer... axis) {
    return new RMSNormalization(List.of(axis), epsilon);
  }

  public RMSNormalization epsilon(double epsilon) {
    return new RMSNormalization(axis, epsilon);
  }

  /** The axes of a sample along which is normalized, counted from 0. */
  public List<Integer> axes(Shape input) {
    return Axes.of("RMSNormalization", axis, input);
  }

  @Override
  public Shape outputShape(Shape input) {
    int others = input.rank() - axes(input).size();
    if (axes(input).stream().anyMatch(axis -> axis < others)) {
      throw new IllegalArgumentException(
          "RMSNormalization: 'axis' must name the last axis, or the last few, of an input of shape "
              + input
              + "; received "
              + axis
              + ".");
    }
    return input;
  }

  @Override
  public List<Weight> weights(Shape input) {
    Shape sizes = Axes.sizes("RMSNormalization", axis, input);
    return List.of(Weight.of("scale", sizes, Initializer.ONES, Regularizer.NONE));
  }
}
