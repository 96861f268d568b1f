package dev.weft.model;

import java.util.List;

/**
 * {@code y = x / max(|x|, 1e-12)} with the length {@code |x| = sqrt(sum x^2)} of each sample along one or more axes, by
 * default the last. Any shape. See <a
 * href="https://keras.io/api/layers/normalization_layers/unit_normalization/">Keras</a>.
 *
 * @param axis the axes along which is normalized, counted from 1 (0 is the batch), or from -1 backwards
 */
public record UnitNormalization(List<Integer> axis) implements Layer {
  public UnitNormalization {
    axis = List.copyOf(axis);
  }

  public static UnitNormalization of() {
    return new UnitNormalization(List.of(-1));
  }

  public UnitNormalization axis(Integer... axis) {
    return new UnitNormalization(List.of(axis));
  }

  /** The axes of a sample along which is normalized, counted from 0. */
  public List<Integer> axes(Shape input) {
    return Axes.of("UnitNormalization", axis, input);
  }

  @Override
  public Shape outputShape(Shape input) {
    axes(input);
    return input;
  }
}
