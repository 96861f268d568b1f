package dev.weft.model;

import java.util.List;

/**
 * {@code y = x * gamma}, channel by channel (the last axis), with learned gamma (channels,). Any shape (Touvron et al.,
 * 2021). It is the layer of ConvNeXt in <a href="https://keras.io/api/applications/convnext/">Keras's applications</a>.
 *
 * @param initValues what gamma starts from
 * @param projectionDim the number of channels, at least 1
 */
public record LayerScale(double initValues, int projectionDim) implements Layer {
  public LayerScale {
    Checks.positive("LayerScale", "projection_dim", projectionDim);
  }

  public static LayerScale of(double initValues, int projectionDim) {
    return new LayerScale(initValues, projectionDim);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.last() != projectionDim) {
      throw new IllegalArgumentException(
          "LayerScale: 'projection_dim' must be the number of its input's channels, "
              + input.last()
              + "; received "
              + projectionDim
              + ".");
    }
    return input;
  }

  @Override
  public List<Weight> weights(Shape input) {
    Initializer constant = new Initializer.Constant(initValues);
    return List.of(Weight.of("gamma", Shape.of(projectionDim), constant, Regularizer.NONE));
  }
}
