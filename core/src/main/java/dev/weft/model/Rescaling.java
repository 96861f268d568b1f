package dev.weft.model;

import java.util.List;

/**
 * {@code x * scale + offset} (offset 0 by default). Any shape. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/">Keras</a>.
 *
 * @param scale one number, or one for each channel (the last axis)
 * @param offset likewise
 */
public record Rescaling(List<Double> scale, List<Double> offset) implements Layer {
  public Rescaling {
    scale = List.copyOf(scale);
    offset = List.copyOf(offset);
  }

  public static Rescaling of(List<Double> scale) {
    return new Rescaling(scale, List.of(0.0));
  }

  public static Rescaling of(double scale, double offset) {
    return new Rescaling(List.of(scale), List.of(offset));
  }

  @Override
  public Shape outputShape(Shape input) {
    for (List<Double> numbers : List.of(scale, offset)) {
      if (numbers.size() != 1 && numbers.size() != input.last()) {
        throw new IllegalArgumentException(
            "Rescaling needs one number, or one for each of the input's "
                + input.last()
                + " channels; received "
                + numbers
                + ".");
      }
    }
    return input;
  }
}
