package dev.weft.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes of a sample in another order. See <a href="https://keras.io/api/layers/reshaping_layers/permute/">Keras</a>.
 *
 * @param dims for each axis of the output, which of the input's it is, counted from 1; {@code [2, 1, 3]} turns images
 *     over
 */
public record Permute(List<Integer> dims) implements Layer {
  public Permute {
    dims = List.copyOf(dims);
    if (!dims.stream().sorted().toList().equals(IntStream.rangeClosed(1, dims.size()).boxed().toList())) {
      throw new IllegalArgumentException(
          "Permute: 'dims' must have each number from 1 to the number of axes once; received " + dims + ".");
    }
  }

  public static Permute of(List<Integer> dims) {
    return new Permute(dims);
  }

  public static Permute of(Integer... dims) {
    return new Permute(List.of(dims));
  }

  @Override
  public Shape outputShape(Shape input) {
    if (dims.size() != input.rank()) {
      throw new IllegalArgumentException(
          "Permute: 'dims' must name the "
              + input.rank()
              + " axes of its input of shape "
              + input
              + "; received "
              + dims
              + ".");
    }
    return new Shape(dims.stream().map(axis -> input.size(axis - 1)).toList());
  }
}
