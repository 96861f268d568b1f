package dev.weft.model;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code x} if positive, else {@code alpha * x} with a learned slope for each value of a sample (He et al., 2015).
 *
 * <p>Any shape; alpha has the input's shape, with size 1 along each shared axis. By default slopes start at 0 and none
 * is shared. See <a href="https://keras.io/api/layers/activation_layers/prelu/">Keras</a>.
 *
 * @param sharedAxes axes along which all values share a slope, counted from 1 (0 is the batch); {@code [1, 2]} is one
 *     per channel
 */
public record PReLU(Initializer alphaInitializer, Regularizer alphaRegularizer, List<Integer> sharedAxes)
    implements Layer {
  public PReLU {
    sharedAxes = List.copyOf(sharedAxes);
  }

  public static PReLU of() {
    return new PReLU(Initializer.ZEROS, Regularizer.NONE, List.of());
  }

  public PReLU sharedAxes(Integer... axes) {
    return new PReLU(alphaInitializer, alphaRegularizer, List.of(axes));
  }

  @Override
  public Shape outputShape(Shape input) {
    for (int axis : sharedAxes) {
      if (axis < 1 || axis > input.rank()) {
        throw new IllegalArgumentException(
            "PReLU: 'shared_axes' must be from 1 to "
                + input.rank()
                + " for an input of shape "
                + input
                + "; received "
                + axis
                + ".");
      }
    }
    return input;
  }

  @Override
  public List<Weight> weights(Shape input) {
    List<Integer> sizes = new ArrayList<>(input.sizes());
    sharedAxes.forEach(axis -> sizes.set(axis - 1, 1));
    return List.of(Weight.of("alpha", new Shape(sizes), alphaInitializer, alphaRegularizer));
  }
}
