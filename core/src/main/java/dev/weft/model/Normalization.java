package dev.weft.model;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code (x - mean) / max(sqrt(variance), 1e-7)}, or its inverse, {@code x * max(sqrt(variance), 1e-7) + mean}. Any
 * shape. By default mean and variance are weights that a file brings along (Keras calls them adapted), one for each
 * channel. See <a href="https://keras.io/api/layers/preprocessing_layers/numerical/normalization/">Keras</a>.
 *
 * @param axis the axes along which there is more than one mean, counted from 1 (0 is the batch), or from -1 backwards
 * @param mean null where it is a weight; else one number, or one for each place along the axes
 * @param variance likewise
 */
public record Normalization(List<Integer> axis, List<Double> mean, List<Double> variance, boolean invert)
    implements Layer {
  public Normalization {
    axis = List.copyOf(axis);
    mean = mean == null ? null : List.copyOf(mean);
    variance = variance == null ? null : List.copyOf(variance);
    if ((mean == null) != (variance == null) || (mean != null && mean.size() != variance.size())) {
      throw new IllegalArgumentException(
          "Normalization: 'mean' and 'variance' must both be given, with as many numbers; received "
              + mean
              + " and "
              + variance
              + ".");
    }
    if (variance != null && variance.stream().anyMatch(value -> value < 0)) {
      throw new IllegalArgumentException("Normalization: 'variance' must be 0 or more; received " + variance + ".");
    }
  }

  public static Normalization of() {
    return new Normalization(List.of(-1), null, null, false);
  }

  public static Normalization of(double mean, double variance) {
    return new Normalization(List.of(-1), List.of(mean), List.of(variance), false);
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape statistics = statistics(input);
    if (mean != null && mean.size() != 1 && mean.size() != statistics.elements()) {
      throw new IllegalArgumentException(
          "Normalization: 'mean' must be one number or "
              + statistics.elements()
              + " for an input of shape "
              + input
              + "; received "
              + mean.size()
              + ".");
    }
    return input;
  }

  @Override
  public List<Weight> weights(Shape input) {
    Shape shape = statistics(input);
    return mean != null
        ? List.of()
        : List.of(
            new Weight("mean", shape, Initializer.ZEROS, Regularizer.NONE, false),
            new Weight("variance", shape, Initializer.ONES, Regularizer.NONE, false),
            new Weight("count", Shape.of(), Initializer.ZEROS, Regularizer.NONE, false));
  }

  /** The input's shape along the axes, in its order. */
  private Shape statistics(Shape input) {
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < input.rank(); i++) {
      if (has(i, input)) {
        sizes.add(input.size(i));
      }
    }
    if (sizes.size() != axis.size()) {
      throw new IllegalArgumentException(
          "Normalization: 'axis' must be of the input's axes, 1 to "
              + input.rank()
              + " or -1 backwards; received "
              + axis
              + ".");
    }
    return new Shape(sizes);
  }

  /** Whether there is a mean for each place along axis {@code i} of one sample, counted from 0. */
  private boolean has(int i, Shape input) {
    return axis.contains(i + 1) || axis.contains(i - input.rank());
  }

  /** For each value of a sample, which of the means is its own. */
  public int[] places(Shape input) {
    int[] places = new int[input.elements()];
    for (int v = 0; v < places.length; v++) {
      int rest = v;
      int stride = 1;
      for (int i = input.rank() - 1; i >= 0; i--) {
        if (has(i, input)) {
          places[v] += rest % input.size(i) * stride;
          stride *= input.size(i);
        }
        rest /= input.size(i);
      }
    }
    return places;
  }
}
