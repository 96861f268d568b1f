package dev.weft.model;

import java.util.List;

/**
 * {@code exp(x_i) / sum_j exp(x_j)} along one or more axes, by default the last. Any shape. See <a
 * href="https://keras.io/api/layers/activation_layers/softmax/">Keras</a>.
 *
 * @param axis the axes along which outputs add up to 1, counted from 1 (0 is the batch), or from -1 backwards
 */
public record Softmax(List<Integer> axis) implements Layer {
  public Softmax {
    axis = List.copyOf(axis);
  }

  public static Softmax of() {
    return new Softmax(List.of(-1));
  }

  public Softmax axis(Integer... axis) {
    return new Softmax(List.of(axis));
  }

  /** The axes of a sample along which outputs add up to 1, counted from 0. */
  public List<Integer> axes(Shape input) {
    return Axes.of("Softmax", axis, input);
  }

  @Override
  public Shape outputShape(Shape input) {
    axes(input);
    return input;
  }
}
